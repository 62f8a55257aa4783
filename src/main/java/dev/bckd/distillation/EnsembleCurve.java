package dev.bckd.distillation;

import dev.bckd.inference.Scores;
import java.util.ArrayList;
import java.util.List;

/**
 * How right teacher and incoming model are together, mixed in probability space, on rows of the new
 * tasks: what a student of that mixture can reach at best. Costs no training.
 *
 * @param points from the incoming model alone to the teacher alone
 */
record EnsembleCurve(List<Point> points) {
  private static final int STEPS = 10;

  EnsembleCurve {
    points = List.copyOf(points);
  }

  /**
   * One mixture.
   *
   * @param teacherShare w of {@code w·p_teacher + (1−w)·p_incoming}
   * @param accuracy share of rows answered right
   */
  record Point(double teacherShare, double accuracy) {}

  /**
   * Asks nobody: mixes what the models have answered.
   *
   * @param asked whether the teacher knows the row; else the incoming model answers alone
   * @param labels the right answers
   */
  static EnsembleCurve of(Scores teacher, Scores incoming, boolean[] asked, int[] labels) {
    List<Point> points = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      double share = (double) step / STEPS;
      int right = 0;
      for (int row = 0; row < labels.length; row++) {
        double own = asked[row] ? share : 0;
        right += decision(teacher, incoming, row, own) == labels[row] ? 1 : 0;
      }
      points.add(new Point(share, labels.length == 0 ? 0 : (double) right / labels.length));
    }
    return new EnsembleCurve(points);
  }

  private static int decision(Scores teacher, Scores incoming, int row, double share) {
    double[] ours = Calibration.probabilities(incoming, row);
    double[] theirs = Calibration.probabilities(teacher, row);
    double shared = 0;
    for (int k = 0; k < theirs.length; k++) {
      shared += ours[k];
    }
    int best = 0;
    double most = -1;
    for (int k = 0; k < ours.length; k++) {
      double mixed =
          k < theirs.length ? share * theirs[k] * shared + (1 - share) * ours[k] : ours[k];
      if (mixed > most) {
        most = mixed;
        best = k;
      }
    }
    return best;
  }

  /** Whether the share makes no difference, as where the teacher knows none of the rows. */
  boolean flat() {
    return points.stream().mapToDouble(Point::accuracy).distinct().count() <= 1;
  }

  /**
   * The largest share of the teacher at which the mixture is no less right than the incoming model
   * alone, but for a margin.
   *
   * @param margin in the unit of accuracy
   */
  double largestShare(double margin) {
    double alone = points.get(0).accuracy();
    return points.stream()
        .filter(point -> point.accuracy() >= alone - margin)
        .mapToDouble(Point::teacherShare)
        .max()
        .orElse(0);
  }
}
