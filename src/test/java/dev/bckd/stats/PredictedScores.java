package dev.bckd.stats;

import java.util.List;

/**
 * Rows of {@code predicted-rows.csv}: group, label, two models' probabilities of a positive;
 * written by {@code stats_oracle.py}.
 */
record PredictedScores(List<String[]> rows) {
  private static final int FIRST = 2;
  private static final int SECOND = 3;
  private static final int BINS = 5;

  /** The first ones. */
  static PredictedScores read(int rows) {
    return new PredictedScores(Csv.rows("predicted-rows.csv").subList(0, rows));
  }

  Units groups() {
    return Units.named(rows.size(), row -> rows.get(row)[0]);
  }

  Statistic firstError() {
    return error(FIRST);
  }

  Statistic secondError() {
    return error(SECOND);
  }

  Statistic firstDistance() {
    return distance(FIRST);
  }

  Statistic secondDistance() {
    return distance(SECOND);
  }

  private BinnedGap error(int column) {
    float[] confidence = new float[rows.size()];
    for (int row = 0; row < confidence.length; row++) {
      confidence[row] = Math.max(probability(row, column), 1 - probability(row, column));
    }
    return new BinnedGap(
        confidence, row -> probability(row, column) > 0.5 == (label(row) == 1), BINS);
  }

  private DistanceFrom distance(int column) {
    return new DistanceFrom(
        new RatioOfSums(rows.size(), row -> probability(row, column), this::label), 1);
  }

  private float probability(int row, int column) {
    return Float.parseFloat(rows.get(row)[column]);
  }

  private int label(int row) {
    return Integer.parseInt(rows.get(row)[1]);
  }
}
