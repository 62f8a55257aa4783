package dev.bckd.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.KnownModel;
import dev.bckd.evaluation.RowsInMemory;
import dev.bckd.evaluation.Suites;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.verdict.Measurement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A teacher that is right on 80 % of its rows, put against itself. */
class SelfTestTest {
  private static final GateSpec FLIPS = Suites.gate("negative-flip-rate", new Limit.AtMost(0.04));
  private static final GateSpec ACCURACY =
      Suites.gate("accuracy", new Limit.NoWorseThan(Role.TEACHER, 0.05));

  @Test
  void wrongAnswersBringAFigureToTwiceItsLimitAndTheGateFails() {
    for (SelfTest.Response response : responses(2_000, FLIPS, ACCURACY)) {
      GateResult twice = response.twice().orElseThrow();
      Measurement measured = twice.verdict().measurement().orElseThrow();

      assertThat(measured.interval().estimate())
          .isCloseTo(2 * measured.limit(), within(0.1 * Math.abs(measured.limit())));
      assertThat(twice.verdict().label()).isEqualTo("FAILED");
    }
  }

  @Test
  void atHalfTheLimitManyRowsPassAtTheLimitFewDecideAtTwiceAllFail() {
    SelfTest.Response response = responses(2_000, FLIPS).get(0);

    assertThat(response.tallies()).extracting(SelfTest.Tally::times).containsExactly(0.5, 1.0, 2.0);
    assertThat(response.tallies().get(0).passed()).isGreaterThan(95);
    // 2.5 % on each side, of a hundred: six are beyond chance.
    assertThat(response.tallies().get(1).passed()).isLessThan(10);
    assertThat(response.tallies().get(1).failed()).isLessThan(10);
    assertThat(response.tallies().get(2).failed()).isGreaterThan(95);
  }

  @Test
  void fewRowsDoNotDecide() {
    SelfTest.Response response = responses(60, FLIPS).get(0);

    assertThat(response.tallies().get(0).inconclusive()).isGreaterThan(50);
  }

  @Test
  void aGateAgainstTheIncomingModelIsNotTested() {
    assertThat(responses(200, Suites.gate("accuracy", new Limit.NoWorseThan(Role.INCOMING, 0.05))))
        .isEmpty();
  }

  private static List<SelfTest.Response> responses(int rows, GateSpec... gates) {
    List<Integer> items = IntStream.range(0, rows).boxed().toList();
    KnownModel teacher =
        KnownModel.binary(items.stream().mapToDouble(item -> item % 5 == 0 ? -1 : 1).toArray());
    RowsInMemory labelled =
        new RowsInMemory(Map.of("item", items, "label", Collections.nCopies(rows, 1)));
    Examination same =
        new Examiner(labelled)
            .examine(
                Suites.binary(),
                Suites.labelled(List.of(gates)),
                Map.of(Role.TEACHER, teacher, Role.CANDIDATE, teacher));
    return new SelfTest(1).responses(same);
  }
}
