package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.stats.AreaUnderCurve;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.DistanceFrom;
import dev.bckd.stats.Ends;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Proportion;
import dev.bckd.stats.RatioOfSums;
import dev.bckd.stats.RowWeights;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Tango;
import dev.bckd.stats.Units;
import dev.bckd.stats.Wilson;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  private static final int ROWS = 300;
  private static final SampleUnits INDEPENDENT = new SampleUnits(Units.rows(ROWS), false);
  private static final SampleUnits GROUPED =
      new SampleUnits(Units.named(ROWS, row -> "user " + row / 3), true);

  private final Estimator estimator = new Estimator(new Bootstrap(1, 500));
  private final Proportion third = Proportion.of(ROWS, row -> row % 3 == 0);
  private final Proportion half = Proportion.of(ROWS, row -> row % 2 == 0);

  @Test
  void independentRowsTakeTheClosedForm() {
    assertThat(possible(third, INDEPENDENT).method()).isEqualTo("wilson");
    assertThat(possible(third.minus(half), INDEPENDENT).method()).isEqualTo("tango");
    assertThat(possible(area(150), INDEPENDENT).method()).isEqualTo("delong");
    assertThat(possible(area(150).minus(area(150)), INDEPENDENT).method()).isEqualTo("delong");
  }

  @Test
  void ratesAndDifferencesOfIndependentRowsAreMoreCarefulForAGate() {
    assertThat(method(third, Ends.LOW)).isEqualTo("exact-for-min");
    assertThat(method(third, Ends.HIGH)).isEqualTo("exact-for-max");
    assertThat(method(third, Ends.BOTH)).isEqualTo("clopper-pearson");
    assertThat(method(third.minus(half), Ends.HIGH)).isEqualTo("tango-corrected");
    assertThat(method(third.minus(half), Ends.LOW)).isEqualTo("tango-corrected");
  }

  private String method(Statistic statistic, Ends passing) {
    return estimator
        .passingBy(passing)
        .estimate(statistic, INDEPENDENT, 0.95)
        .found()
        .orElseThrow()
        .method();
  }

  @Test
  void independentRowsWithoutAClosedFormAreResampled() {
    Statistic perClick = new RatioOfSums(ROWS, row -> 0.4, row -> row % 3 == 0 ? 1 : 0);

    assertThat(possible(perClick, INDEPENDENT).method()).isEqualTo("bootstrap");
  }

  @Test
  void meansOfFewRowsAreNotResampled() {
    assertThat(possible(mean(), INDEPENDENT).method()).isEqualTo("mean-wilson");
    assertThat(possible(mean(), GROUPED).method()).isEqualTo("cluster-mean-wilson");
    assertThat(method(mean(), Ends.LOW)).isEqualTo("mean-wilson-for-min");
  }

  @Test
  void fewChangesOfMeansAreNotResampled() {
    Statistic difference = mean().minus(half);

    assertThat(possible(difference, INDEPENDENT).method()).isEqualTo("mean-tango");
    assertThat(possible(difference, GROUPED).method()).isEqualTo("cluster-mean-tango");
    assertThat(method(difference, Ends.LOW)).isEqualTo("mean-tango-for-min");
  }

  @Test
  void areasWithFewRowsOutOfOrderAreNotResampled() {
    Statistic difference = area(150).minus(area(100));
    RowWeights weights = row -> 1 + row % 2;

    assertThat(possible(area(150), GROUPED).method()).isEqualTo("cluster-delong");
    assertThat(possible(difference, GROUPED).method()).isEqualTo("cluster-delong");
    assertThat(possible(area(150).weighted(weights), INDEPENDENT).method())
        .isEqualTo("weighted-delong");
    assertThat(possible(difference.weighted(weights), INDEPENDENT).method())
        .isEqualTo("weighted-delong");
  }

  @Test
  void calibrationIsNotResampledWhateverItsSize() {
    Statistic ratio = new RatioOfSums(ROWS, row -> 0.4, row -> row % 3 == 0 ? 1 : 0);
    Statistic better = new RatioOfSums(ROWS, row -> 0.35, row -> row % 3 == 0 ? 1 : 0);
    Statistic farther = new DistanceFrom(ratio, 1).minus(new DistanceFrom(better, 1));

    assertThat(possible(farther, INDEPENDENT).method()).isEqualTo("signed-gaps");
    assertThat(possible(farther, GROUPED).method()).isEqualTo("cluster-signed-gaps");
  }

  @Test
  void groupsWithManyHitsAreResampled() {
    assertThat(possible(half, GROUPED).method()).isEqualTo("cluster-bootstrap");
  }

  @Test
  void groupsOfOneRowAreStillGroups() {
    SampleUnits single = new SampleUnits(Units.rows(ROWS), true);

    assertThat(possible(half, single).method()).isEqualTo("cluster-bootstrap");
  }

  @Test
  void fewHitsInGroupsAreNotResampled() {
    Proportion few = Proportion.of(ROWS, row -> row % 20 == 0);

    assertThat(possible(few, GROUPED).method()).isEqualTo("cluster-wilson");
    assertThat(possible(few.weighted(row -> 2), GROUPED).method()).isEqualTo("weighted-wilson");
    assertThat(possible(few.weighted(row -> 2), INDEPENDENT).method()).isEqualTo("weighted-wilson");
  }

  @Test
  void fewChangesInGroupsAreNotResampled() {
    assertThat(possible(half.minus(third), GROUPED).method()).isEqualTo("cluster-tango");
    RowWeights weights = row -> 2;
    Statistic weighed = half.weighted(weights).minus(third.weighted(weights));
    assertThat(possible(weighed, GROUPED).method()).isEqualTo("weighted-tango");
    assertThat(possible(half.minus(third).weighted(weights), GROUPED))
        .isEqualTo(possible(weighed, GROUPED));
    assertThat(possible(half.weighted(weights).minus(third), GROUPED).method())
        .isEqualTo("cluster-bootstrap");
  }

  @Test
  void unitsThatAllAgreeKeepAWidthOfTheirNumber() {
    Proportion never = Proportion.of(ROWS, row -> false);

    Estimate rate = possible(never, GROUPED);
    Estimate difference = possible(half.minus(half), GROUPED);

    assertThat(rate.method()).isEqualTo("cluster-wilson");
    assertThat(rate.interval()).isEqualTo(Wilson.interval(0, 100, 0.95));
    assertThat(difference.method()).isEqualTo("cluster-tango");
    assertThat(difference.interval()).isEqualTo(Tango.interval(0, 0, 100, 0.95));
  }

  @Test
  void thereIsNoIntervalOfOneUnit() {
    SampleUnits one = new SampleUnits(Units.named(ROWS, row -> "the only user"), true);

    assertThat(impossible(half, one)).isEqualTo("has no interval: all samples are of one unit");
  }

  @Test
  void thereIsNoIntervalWhereManyResamplesHaveNoValue() {
    assertThat(impossible(area(1), GROUPED))
        .startsWith("has no interval: no value on ")
        .endsWith(" of 500 resamples");
  }

  @Test
  void thereIsNoIntervalOfWhatHasNoValue() {
    assertThat(impossible(area(0), INDEPENDENT)).isEqualTo("has no value on these samples");
  }

  private static AreaUnderCurve area(int positives) {
    float[] scores = new float[ROWS];
    boolean[] positive = new boolean[ROWS];
    for (int row = 0; row < ROWS; row++) {
      scores[row] = (row * 7919) % 101 - row / 10f;
      positive[row] = row < positives;
    }
    return new AreaUnderCurve(scores, positive);
  }

  private static RatioOfSums mean() {
    return RatioOfSums.mean(ROWS, Math::sin);
  }

  private Estimate possible(Statistic statistic, SampleUnits units) {
    return estimator
        .estimate(statistic, units, 0.95)
        .fold(
            Estimation.Possible::estimate,
            impossible -> {
              throw new AssertionError(impossible.reason());
            });
  }

  private String impossible(Statistic statistic, SampleUnits units) {
    return estimator
        .estimate(statistic, units, 0.95)
        .fold(
            possible -> {
              throw new AssertionError(possible.estimate());
            },
            Estimation.Impossible::reason);
  }
}
