package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Expected ends follow from the definition, by SciPy. How often intervals err is the sum of
 * binomial probabilities, at the rates where that is largest: beside each end of an interval, where
 * a count more lies beyond it.
 */
class UnequalTailsTest {
  private static final double CONFIDENCE = 0.95;
  private static final double ALL = 0.05;
  private static final double HALF = 0.025;
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @CsvFileSource(resources = "unequal-tails.csv", numLinesToSkip = 1)
  void theEndByWhichAGateFailsIsTheLeastRateThatIsNotRefused(
      long successes, long trials, double confidence, double low) {
    Interval most = UnequalTails.forMax(successes, trials, confidence);
    Interval least = UnequalTails.forMin(trials - successes, trials, confidence);

    assertThat(most.estimate()).isEqualTo((double) successes / trials);
    assertThat(most.low()).isCloseTo(low, within(1e-9 * low));
    assertThat(least.high()).isCloseTo(1 - low, within(1e-9 * low + 1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "3, 50", "20, 1000", "1054, 14068", "99999, 100000"})
  void theEndByWhichAGatePassesIsClopperAndPearsons(long successes, long trials) {
    Interval exact = ClopperPearson.interval(successes, trials, CONFIDENCE);

    assertThat(UnequalTails.forMax(successes, trials, CONFIDENCE).high()).isEqualTo(exact.high());
    assertThat(UnequalTails.forMin(successes, trials, CONFIDENCE).low()).isEqualTo(exact.low());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 10, 13, 20, 29, 50, 64, 100, 139, 300})
  void errsNoMoreThanPromisedAtAnyRateAndPassesInHalfOfThatAtMost(int trials) {
    Interval[] most = intervals(trials);
    Interval[] least = ofLeast(trials);

    for (double rate : besideEnds(most)) {
      double passed = beyond(rate, trials, count -> most[count].high() < rate);
      assertThat(passed).isLessThanOrEqualTo(HALF + ROUNDING);
      assertThat(passed + beyond(rate, trials, count -> most[count].low() > rate))
          .isLessThanOrEqualTo(ALL + ROUNDING);
    }
    for (double rate : besideEnds(least)) {
      double passed = beyond(rate, trials, count -> least[count].low() > rate);
      assertThat(passed).isLessThanOrEqualTo(HALF + ROUNDING);
      assertThat(passed + beyond(rate, trials, count -> least[count].high() < rate))
          .isLessThanOrEqualTo(ALL + ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 30, 139, 1_000})
  void liesWithinClopperAndPearsonsAroundTheRateAndGrowsWithIt(int trials) {
    Interval[] intervals = intervals(trials);

    for (int successes = 0; successes <= trials; successes++) {
      Interval interval = intervals[successes];
      double oneSided = ClopperPearson.low(successes, trials, 1 - 2 * ALL);
      assertThat(interval.low())
          .isBetween(ClopperPearson.low(successes, trials, CONFIDENCE), oneSided + ROUNDING)
          .isLessThanOrEqualTo(interval.estimate());
      assertThat(interval.high()).isGreaterThanOrEqualTo(interval.estimate());
      if (successes > 0) {
        assertThat(interval.low()).isGreaterThan(intervals[successes - 1].low());
      }
    }
  }

  @Test
  void touchesTheEndsOfTheRangeWhereNothingOrEverythingSucceeded() {
    assertThat(UnequalTails.forMax(0, 37, CONFIDENCE).low()).isEqualTo(0.0);
    assertThat(UnequalTails.forMin(0, 37, CONFIDENCE).low()).isEqualTo(0.0);
    assertThat(UnequalTails.forMax(37, 37, CONFIDENCE).high()).isEqualTo(1.0);
    assertThat(UnequalTails.forMin(37, 37, CONFIDENCE).high()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 1_000, 1_000_000, 500_000_000, 999_999_000, 1_000_000_000})
  @Timeout(5)
  void gainsLessThanOneOfABillionTrials(long successes) {
    long trials = 1_000_000_000;

    Interval interval = UnequalTails.forMax(successes, trials, CONFIDENCE);
    Interval exact = ClopperPearson.interval(successes, trials, CONFIDENCE);

    assertThat((interval.low() - exact.low()) * trials).isBetween(0.0, 1.0);
  }

  @Test
  void refusesCountsThatAreNoRate() {
    assertThatIllegalArgumentException().isThrownBy(() -> UnequalTails.forMax(0, 0, CONFIDENCE));
    assertThatIllegalArgumentException().isThrownBy(() -> UnequalTails.forMin(3, 2, CONFIDENCE));
    assertThatIllegalArgumentException().isThrownBy(() -> UnequalTails.forMax(1, 2, 1));
  }

  private static Interval[] intervals(int trials) {
    return IntStream.rangeClosed(0, trials)
        .mapToObj(successes -> UnequalTails.forMax(successes, trials, CONFIDENCE))
        .toArray(Interval[]::new);
  }

  private static Interval[] ofLeast(int trials) {
    return IntStream.rangeClosed(0, trials)
        .mapToObj(successes -> UnequalTails.forMin(successes, trials, CONFIDENCE))
        .toArray(Interval[]::new);
  }

  private static double[] besideEnds(Interval[] intervals) {
    return Arrays.stream(intervals)
        .flatMapToDouble(interval -> DoubleStream.of(interval.low(), interval.high()))
        .flatMap(end -> DoubleStream.of(Math.nextDown(end), Math.nextUp(end)))
        .filter(rate -> rate > 0 && rate < 1)
        .toArray();
  }

  /** The probability of the counts whose interval lies beyond a rate. */
  private static double beyond(double rate, int trials, IntPredicate counts) {
    BinomialDistribution distribution = BinomialDistribution.of(trials, rate);
    return IntStream.rangeClosed(0, trials)
        .filter(counts)
        .mapToDouble(distribution::probability)
        .sum();
  }
}
