package dev.bckd.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The area under the ROC curve: the share of pairs of a positive and a negative row in which the
 * positive one has the higher score; equal scores count half. Defined where there are both.
 */
public final class AreaUnderCurve implements Statistic {
  private final ScoreOrder order;

  /**
   * @param scores one finite number a row
   * @param positive whether the row's label is positive, one a row
   */
  public AreaUnderCurve(float[] scores, boolean[] positive) {
    this.order = new ScoreOrder(scores, positive);
  }

  ScoreOrder order() {
    return order;
  }

  @Override
  public int samples() {
    return order.size();
  }

  @Override
  public Resampled by(Units units) {
    int[] unitAt = new int[order.size()];
    int[] positiveMask = new int[order.size()];
    for (int place = 0; place < unitAt.length; place++) {
      unitAt[place] = units.of(order.rowAt(place));
      positiveMask[place] = order.positiveAt(place) ? -1 : 0;
    }
    return weights -> area(weights, unitAt, positiveMask);
  }

  /**
   * One pass from the lowest score to the highest; rows of equal score are settled together. Labels
   * come as masks of all bits or none: there is no telling them in advance, and a wrong guess of
   * the processor costs more than both sums.
   */
  private OptionalDouble area(int[] weights, int[] unitAt, int[] positiveMask) {
    long positives = 0;
    long negatives = 0;
    long tiedPositives = 0;
    long tiedNegatives = 0;
    long twiceWon = 0;
    for (int place = 0; place < unitAt.length; place++) {
      int weight = weights[unitAt[place]];
      tiedPositives += weight & positiveMask[place];
      tiedNegatives += weight & ~positiveMask[place];
      if (order.endsTie(place)) {
        twiceWon += tiedPositives * (2 * negatives + tiedNegatives);
        positives += tiedPositives;
        negatives += tiedNegatives;
        tiedPositives = 0;
        tiedNegatives = 0;
      }
    }
    return positives == 0 || negatives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(0.5 * twiceWon / ((double) positives * negatives));
  }

  @Override
  public Optional<Estimate> independent(double confidence) {
    return DeLong.area(this, confidence).map(interval -> new Estimate(interval, DeLong.METHOD));
  }

  /** Where every unit is perfectly separated, each unit counted once at most. */
  @Override
  public Optional<Estimate> unanimous(int units, double confidence) {
    return value().stream()
        .filter(area -> area == 0 || area == 1)
        .mapToObj(
            area -> {
              int rows = Math.min(units, DeLong.smallerClass(this));
              return new Estimate(
                  DeLong.separated(area, rows, confidence), "cluster-" + Wilson.METHOD);
            })
        .findFirst();
  }

  @Override
  public Statistic minus(Statistic other) {
    return other instanceof AreaUnderCurve second
        ? new AreaDifference(this, second)
        : Statistic.super.minus(other);
  }
}
