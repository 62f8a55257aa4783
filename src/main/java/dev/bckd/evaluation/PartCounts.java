package dev.bckd.evaluation;

/** Rows and hits of every part of a partition. */
final class PartCounts {
  private final int[] rows;
  private final int[] hits;

  /**
   * @param hits by row
   */
  PartCounts(Partition partition, boolean[] hits) {
    rows = new int[partition.size()];
    this.hits = new int[partition.size()];
    for (int row = 0; row < hits.length; row++) {
      int part = partition.part(row);
      if (part >= 0) {
        rows[part]++;
        this.hits[part] += hits[row] ? 1 : 0;
      }
    }
  }

  int rows(int part) {
    return rows[part];
  }

  int hits(int part) {
    return hits[part];
  }

  double rate(int part) {
    return hits[part] / (double) rows[part];
  }
}
