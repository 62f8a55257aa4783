package dev.bckd.evaluation;

import dev.bckd.stats.RowWeights;

/** Rows and hits of every part of a partition, counted and weighed. */
final class PartCounts {
  private final int[] rows;
  private final int[] hits;
  private final double[] weights;
  private final double[] squares;
  private final double[] hitWeights;

  /**
   * @param hits by row
   * @param weights how much each row counts
   */
  PartCounts(Partition partition, boolean[] hits, RowWeights weights) {
    int parts = partition.size();
    this.rows = new int[parts];
    this.hits = new int[parts];
    this.weights = new double[parts];
    this.squares = new double[parts];
    this.hitWeights = new double[parts];
    for (int row = 0; row < hits.length; row++) {
      int part = partition.part(row);
      if (part >= 0) {
        double weight = weights.of(row);
        rows[part]++;
        this.hits[part] += hits[row] ? 1 : 0;
        this.weights[part] += weight;
        squares[part] += weight * weight;
        hitWeights[part] += hits[row] ? weight : 0;
      }
    }
  }

  int rows(int part) {
    return rows[part];
  }

  int hits(int part) {
    return hits[part];
  }

  double weight(int part) {
    return weights[part];
  }

  double hitWeight(int part) {
    return hitWeights[part];
  }

  /** The share of hits, by weight. */
  double rate(int part) {
    return hitWeights[part] / weights[part];
  }

  /**
   * How many rows of equal weight tell as much of a rate: (sum of weights)² / sum of their squares
   * (Kish, Survey Sampling, 1965).
   */
  long worth(int part) {
    return Math.max(1, Math.round(weights[part] * weights[part] / squares[part]));
  }
}
