package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private final Units units = Units.named(1_000, row -> "user " + row);
  private final Draws weights = units.draws(new Bootstrap(5, 202));

  @Test
  void countsFollowPoissonWithMeanOne() {
    int[] seen = new int[6];
    IntStream.range(0, 200)
        .flatMap(replicate -> counts(weights.replicate(replicate)))
        .filter(count -> count < seen.length)
        .forEach(count -> seen[count]++);

    PoissonDistribution poisson = PoissonDistribution.of(1);
    for (int k = 0; k < seen.length; k++) {
      // Five standard errors of a share of 200,000 draws.
      double p = poisson.probability(k);
      double error = 5 * Math.sqrt(p * (1 - p) / 200_000);
      assertThat(seen[k] / 200_000.0).as("share of %d", k).isCloseTo(p, within(error));
    }
  }

  @Test
  void unitsAndReplicatesAreDrawnIndependently() {
    double betweenUnits = 0;
    double betweenReplicates = 0;
    for (int replicate = 0; replicate < 200; replicate++) {
      byte[] now = weights.replicate(replicate);
      byte[] next = weights.replicate(replicate + 1);
      for (int unit = 1; unit < now.length; unit++) {
        betweenUnits += (now[unit] - 1) * (now[unit - 1] - 1);
        betweenReplicates += (now[unit] - 1) * (next[unit] - 1);
      }
    }

    // The mean of 199,800 products of variance 1: five standard errors.
    assertThat(betweenUnits / 199_800).isCloseTo(0, within(0.0112));
    assertThat(betweenReplicates / 199_800).isCloseTo(0, within(0.0112));
  }

  @Test
  void aUnitDrawsTheSameWhateverOtherUnitsThereAre() {
    Units two = Units.named(2, row -> "user " + (900 - row));

    byte[] alone = two.draws(new Bootstrap(5, 18)).replicate(17);
    byte[] among = weights.replicate(17);

    assertThat(alone).containsExactly(among[900], among[899]);
  }

  private static IntStream counts(byte[] weights) {
    return IntStream.range(0, weights.length).map(unit -> weights[unit]);
  }
}
