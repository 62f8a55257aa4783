package dev.bckd.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.evaluation.Suites;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.stats.OneSided;
import dev.bckd.stats.RateCounts;
import dev.bckd.stats.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmongSlicesTest {
  private static final GateSpec GATE =
      Suites.gate("negative-flip-rate", new Limit.AtMost(0.05), "a", "b", "c");
  private static final Rule RULE = new Rule(new Ceiling(0.05), 0.95, 0);

  @Test
  void theWorstOfThreeHasThreeTimesItsOwnPValue() {
    List<GateResult> results = AmongSlices.adjusted(flips(72, 50, 40));

    assertThat(results.get(0).adjustedPValue().orElseThrow())
        .isCloseTo(3 * OneSided.above(Wilson.interval(72, 1_000, 0.95), 0.95, 0.05), within(1e-12));
    assertThat(results.get(0).verdict().label()).isEqualTo("FAILED");
    assertThat(results.get(0).finding()).isTrue();
  }

  @Test
  void aSliceThatFailsByItselfNeedNotBeAFinding() {
    // Alone 66 of 1,000 fail at 2.5 %; as the worst of three they need not mean anything.
    List<GateResult> results = AmongSlices.adjusted(flips(66, 50, 40));

    assertThat(results.get(0).verdict().label()).isEqualTo("FAILED");
    assertThat(results.get(0).finding()).isFalse();
  }

  @Test
  void onePartAloneIsNotAdjusted() {
    assertThat(AmongSlices.adjusted(flips(66)).get(0).adjustedPValue()).isEmpty();
  }

  private static List<GateResult> flips(int... successes) {
    return Arrays.stream(successes)
        .mapToObj(
            flips ->
                new GateResult(
                    GATE,
                    Optional.of("slice " + flips),
                    Role.STUDENT,
                    RULE,
                    RULE.verdict(new RateCounts("wilson", flips, 1_000), 1_000)))
        .toList();
  }
}
