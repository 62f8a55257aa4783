package dev.bckd.stats;

import java.util.Optional;

/**
 * The area under the ROC curve: the share of pairs of a positive and a negative row in which the
 * positive one has the higher score; equal scores count half. Defined where there are both.
 */
public final class AreaUnderCurve implements Statistic {
  private static final RowWeights EQUAL = row -> 1;

  private final float[] scores;
  private final boolean[] positive;
  private final RowWeights weights;
  private final Placements placements;
  private final double area;

  /**
   * @param scores one finite number a row; not copied
   * @param positive whether the row's label is positive, one a row; not copied
   */
  public AreaUnderCurve(float[] scores, boolean[] positive) {
    this(scores, positive, EQUAL);
  }

  private AreaUnderCurve(float[] scores, boolean[] positive, RowWeights weights) {
    this.scores = scores;
    this.positive = positive;
    this.weights = weights;
    this.placements = new Placements(scores, positive, weights);
    this.area = area();
  }

  /** The mean placement of the positives; whatever where there are none. */
  private double area() {
    double sum = 0;
    double count = 0;
    for (int row = 0; row < positive.length; row++) {
      if (positive[row]) {
        sum += weights.of(row) * placements.of(row);
        count += weights.of(row);
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  Placements placements() {
    return placements;
  }

  double weight(int row) {
    return weights.of(row);
  }

  double areaOfAll() {
    return area;
  }

  @Override
  public int samples() {
    return scores.length;
  }

  @Override
  public Formula formula() {
    return new Formula.Area(area);
  }

  @Override
  public void add(int row, double weight, double[] sums, int at) {
    int own = positive[row] ? at : at + 2;
    sums[own] += weight * weights.of(row) * placements.of(row);
    sums[own + 1] += weight * weights.of(row);
  }

  /**
   * DeLong's. Where the classes are perfectly separated there is no variance to estimate; there it
   * is Wilson's over the smaller class, since no area's variance exceeds area (1 - area) /
   * min(positives, negatives) (Birnbaum and Klose 1957).
   */
  @Override
  public Optional<Basis> independent() {
    if (weights != EQUAL || placements.smallerClass() < 2) {
      return Optional.empty();
    }
    int rows = placements.smallerClass();
    return Optional.of(separated() ? RateCounts.independent(area == 0 ? 0 : rows, rows) : rows());
  }

  private AreaMoments rows() {
    return DeLong.area(placements::positive, placements::of, weights, placements.rows());
  }

  @Override
  public Optional<Basis> clustered(UnitSums sums, Units units) {
    return placements.smallerClass() < 2 || separated()
        ? Optional.empty()
        : ClusterAreas.tooFewToResample(sums, rows());
  }

  private boolean separated() {
    return area == 0 || area == 1;
  }

  /** Where every unit is perfectly separated, each unit counted once at most. */
  @Override
  public Optional<Basis> unanimous(int units) {
    int rows = Math.min(units, placements.smallerClass());
    return separated() && rows > 0
        ? Optional.of(RateCounts.ofUnits(area == 0 ? 0 : rows, rows))
        : Optional.empty();
  }

  @Override
  public Statistic minus(Statistic other) {
    return other instanceof AreaUnderCurve second
        ? new AreaDifference(this, second)
        : Statistic.super.minus(other);
  }

  @Override
  public Statistic weighted(RowWeights others) {
    return new AreaUnderCurve(scores, positive, others);
  }
}
