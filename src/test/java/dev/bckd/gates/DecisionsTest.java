package dev.bckd.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.Severity;
import dev.bckd.stats.Interval;
import dev.bckd.stats.RateCounts;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final Measurement FLIPS =
      new Measurement(
          new Interval(0.0749, 0.07012, 0.0799), 0.035, 14_068, new RateCounts("wilson", 0, 1));
  private static final Verdict PASSED = new Verdict.Passed(FLIPS);
  private static final Verdict FAILED = new Verdict.Failed(FLIPS);
  private static final Verdict UNDECIDED =
      new Verdict.Inconclusive(Optional.of(FLIPS), "has 120 samples, needs 200");
  private static final Verdict NOT_APPLICABLE = new Verdict.NotApplicable("there is no teacher");

  @Test
  void promotesWhenEveryBlockingGatePassed() {
    assertThat(Decisions.of(List.of(suite(PASSED, PASSED), suite(PASSED))))
        .isEqualTo(new Conclusion(Decision.PROMOTE, "all 3 blocking gates passed"));
  }

  @Test
  void gatesThatCannotBeAppliedNeitherPassNorBlock() {
    assertThat(Decisions.of(List.of(suite(NOT_APPLICABLE, PASSED))))
        .isEqualTo(new Conclusion(Decision.PROMOTE, "the one blocking gate passed"));
  }

  @Test
  void rejectsOnTheFirstFailureThoughAnEarlierGateCouldNotDecide() {
    assertThat(Decisions.of(List.of(suite(PASSED, UNDECIDED), suite(FAILED, PASSED))))
        .isEqualTo(
            new Conclusion(
                Decision.REJECT,
                "old-tasks: negative-flip-rate 0.0749 [0.0701, 0.0799] exceeds 0.035"));
  }

  @Test
  void isInconclusiveWhenOneCouldNotDecideAndNoneFailed() {
    assertThat(Decisions.of(List.of(suite(PASSED, UNDECIDED))))
        .isEqualTo(
            new Conclusion(
                Decision.INCONCLUSIVE,
                "old-tasks: negative-flip-rate 0.0749 [0.0701, 0.0799] against 0.035"
                    + " (has 120 samples, needs 200)"));
  }

  @Test
  void isInconclusiveWhenNothingCouldBeApplied() {
    Conclusion nothing = new Conclusion(Decision.INCONCLUSIVE, "no blocking gate could be applied");

    assertThat(Decisions.of(List.of(suite(NOT_APPLICABLE)))).isEqualTo(nothing);
    assertThat(Decisions.of(List.of(suite()))).isEqualTo(nothing);
    assertThat(Decisions.of(List.of())).isEqualTo(nothing);
  }

  @Test
  void warningsNeverBlockAndNeverPromote() {
    GateResult warning =
        result(Severity.WARNING, new Limit.AtMost(0.035), Optional.empty(), FAILED);
    GateResult passing =
        result(Severity.WARNING, new Limit.AtMost(0.035), Optional.empty(), PASSED);

    assertThat(Decisions.of(List.of(of(warning), suite(PASSED))).decision())
        .isEqualTo(Decision.PROMOTE);
    assertThat(Decisions.of(List.of(of(passing))).decision()).isEqualTo(Decision.INCONCLUSIVE);
  }

  @Test
  void namesSliceAndReferenceInWords() {
    Measurement worse =
        new Measurement(
            new Interval(-0.031, -0.042, -0.02), -0.01, 4_416, new RateCounts("wilson", 0, 1));
    GateResult result =
        result(
            Severity.BLOCKING,
            new Limit.NoWorseThan(Role.TEACHER, 0.01),
            Optional.of("tail items"),
            new Verdict.Failed(worse));

    assertThat(Decisions.inWords("old-tasks", result))
        .isEqualTo(
            "old-tasks, tail items: negative-flip-rate minus the teacher's"
                + " -0.0310 [-0.0420, -0.0200] is below -0.01");
  }

  private static SuiteJudgement suite(Verdict... verdicts) {
    return of(
        List.of(verdicts).stream()
            .map(
                verdict ->
                    result(Severity.BLOCKING, new Limit.AtMost(0.035), Optional.empty(), verdict))
            .toArray(GateResult[]::new));
  }

  private static SuiteJudgement of(GateResult... results) {
    return new SuiteJudgement("old-tasks", 14_068, List.of(), List.of(results));
  }

  private static GateResult result(
      Severity severity, Limit limit, Optional<String> slice, Verdict verdict) {
    GateSpec gate =
        new GateSpec(
            "negative-flip-rate", limit, slice.stream().toList(), severity, "old-tasks.yaml:9:7");
    return new GateResult(
        gate, slice, Role.STUDENT, new Rule(new Ceiling(0.035), 0.95, 0), verdict);
  }
}
