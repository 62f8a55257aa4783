package dev.bckd.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The 400 rows of {@code paired-scores.csv}: 60 groups, labels, two models' scores; written by
 * {@code stats_oracle.py}.
 */
record PairedScores(List<String[]> rows) {
  static PairedScores read() {
    return new PairedScores(Csv.rows("paired-scores.csv"));
  }

  PairedScores shuffled(long seed) {
    List<String[]> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return new PairedScores(shuffled);
  }

  Units groups() {
    return Units.named(rows.size(), row -> rows.get(row)[0]);
  }

  Proportion firstRight() {
    return Proportion.of(rows.size(), row -> right(row, 2));
  }

  Proportion secondRight() {
    return Proportion.of(rows.size(), row -> right(row, 3));
  }

  Proportion flips() {
    return Proportion.of(rows.size(), row -> right(row, 2) && !right(row, 3));
  }

  RatioOfSums secondScore() {
    return RatioOfSums.mean(rows.size(), row -> Float.parseFloat(rows.get(row)[3]));
  }

  AreaUnderCurve firstArea() {
    return area(2);
  }

  AreaUnderCurve secondArea() {
    return area(3);
  }

  private AreaUnderCurve area(int column) {
    float[] scores = new float[rows.size()];
    boolean[] positive = new boolean[rows.size()];
    IntStream.range(0, rows.size())
        .forEach(
            row -> {
              scores[row] = Float.parseFloat(rows.get(row)[column]);
              positive[row] = rows.get(row)[1].equals("1");
            });
    return new AreaUnderCurve(scores, positive);
  }

  private boolean right(int row, int column) {
    return Float.parseFloat(rows.get(row)[column]) > 0 == rows.get(row)[1].equals("1");
  }
}
