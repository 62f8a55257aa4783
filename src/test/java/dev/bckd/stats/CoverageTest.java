package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often 95 % intervals hold the truth, over simulated suites of 80 users with 1 to 8 rows each,
 * where users differ. 300 suites leave a standard error of 1.3 points; the bounds are three of
 * them.
 */
class CoverageTest {
  private static final int SUITES = 300;
  private static final int USERS = 80;
  private static final double TRUE_RATE = 0.3;

  @Test
  void groupsHoldTheTruthAsOftenAsPromised() {
    Bootstrap bootstrap = new Bootstrap(1, 400);

    double coverage =
        coverage(
            suite -> held(bootstrap.sums(suite.rate, suite.units, "bootstrap").interval(0.95)));

    assertThat(coverage).isBetween(0.90, 0.99);
  }

  @Test
  void rowsTakenForIndependentWouldNot() {
    double coverage =
        coverage(suite -> held(suite.rate.independent().orElseThrow().interval(0.95)));

    assertThat(coverage).isLessThan(0.85);
  }

  private static double coverage(ToDoubleFunction<Suite> held) {
    double count = 0;
    for (int seed = 0; seed < SUITES; seed++) {
      count += held.applyAsDouble(new Suite(new Random(seed)));
    }
    return count / SUITES;
  }

  private static double held(Interval interval) {
    return interval.low() <= TRUE_RATE && TRUE_RATE <= interval.high() ? 1 : 0;
  }

  /** One simulated suite: a user is right with probability 0.05 or 0.55, evenly. */
  private static final class Suite {
    final Proportion rate;
    final Units units;

    Suite(Random random) {
      int[] userOfRow =
          IntStream.range(0, USERS)
              .flatMap(user -> IntStream.generate(() -> user).limit(1 + user % 8))
              .toArray();
      boolean[] able = new boolean[USERS];
      for (int user = 0; user < USERS; user++) {
        able[user] = random.nextBoolean();
      }
      boolean[] right = new boolean[userOfRow.length];
      for (int row = 0; row < right.length; row++) {
        right[row] = random.nextDouble() < (able[userOfRow[row]] ? 0.55 : 0.05);
      }
      rate = Proportion.of(right.length, row -> right[row]);
      units = Units.named(userOfRow.length, row -> "user " + userOfRow[row]);
    }
  }
}
