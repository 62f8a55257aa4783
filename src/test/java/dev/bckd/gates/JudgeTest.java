package dev.bckd.gates;

import static dev.bckd.evaluation.Suites.gate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.KnownModel;
import dev.bckd.evaluation.RowsInMemory;
import dev.bckd.evaluation.Suites;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.SliceSpec;
import dev.bckd.stats.Interval;
import dev.bckd.stats.PairedCounts;
import dev.bckd.stats.RateCounts;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * 1,000 rows of label 1, items 0 to 999, user {@code item / 4}. The teacher is right on the first
 * 800, the incoming model on 50 to 849, the student on 20 to 829.
 */
class JudgeTest {
  private static final int ROWS = 1_000;
  private static final KnownModel TEACHER = rightOn(0, 800);
  private static final KnownModel INCOMING = rightOn(50, 850);
  private static final KnownModel STUDENT = rightOn(20, 830);
  private static final Map<Role, ScoringModel> ALL =
      Map.of(Role.TEACHER, TEACHER, Role.INCOMING, INCOMING, Role.STUDENT, STUDENT);
  private static final SliceSpec EARLY = new SliceSpec("early", "early", 200);
  private static final SliceSpec NONE = new SliceSpec("none", "none", 0);

  private final Judge judge = new Judge();

  @Test
  void judgesARateByWilsonAndPassesItByTheExactEndWhereRowsAreIndependent() {
    Verdict verdict = student(gate("negative-flip-rate", new Limit.AtMost(0.04)));

    Measurement measured = verdict.measurement().orElseThrow();
    assertThat(verdict.label()).isEqualTo("PASSED");
    assertThat(measured)
        .isEqualTo(
            new Measurement(
                new RateCounts("exact-for-max", 20, ROWS).interval(0.95),
                0.04,
                ROWS,
                new RateCounts("exact-for-max", 20, ROWS)));
  }

  @Test
  void failsWhatBreaksTheLimitWithItsWholeInterval() {
    assertThat(student(gate("negative-flip-rate", new Limit.AtMost(0.01))).label())
        .isEqualTo("FAILED");
  }

  @Test
  void doesNotDecideWhatLiesOnBothSides() {
    Verdict verdict = student(gate("negative-flip-rate", new Limit.AtMost(0.021)));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            i ->
                assertThat(i.reason())
                    .isEqualTo(
                        "the interval lies on both sides of the limit;"
                            + " needs about 230,000 rows"));
  }

  @Test
  void judgesADifferenceByTangosCorrectedScoreOnThePairs() {
    Verdict verdict = student(gate("accuracy", new Limit.NoWorseThan(Role.TEACHER, 0.005)));

    // Only the student: 800 to 829. Only the teacher: 0 to 19.
    Measurement measured = verdict.measurement().orElseThrow();
    assertThat(measured)
        .isEqualTo(
            new Measurement(
                new PairedCounts("tango-corrected", 30, 20, ROWS).interval(0.95),
                -0.005,
                ROWS,
                new PairedCounts("tango-corrected", 30, 20, ROWS)));
    assertThat(verdict.label()).isEqualTo("PASSED");
  }

  @Test
  void aMetricThatIsBetterLowerMayExceedTheOtherByTheMargin() {
    Verdict verdict =
        student(gate("negative-flip-rate", new Limit.NoWorseThan(Role.INCOMING, 0.005)));

    Measurement measured = verdict.measurement().orElseThrow();
    assertThat(measured.limit()).isEqualTo(0.005);
    assertThat(measured.interval().estimate()).isCloseTo(-0.03, within(1e-12));
    assertThat(verdict.label()).isEqualTo("PASSED");
  }

  @Test
  void judgesSlicesOneByOneAndNeedsEnoughSamplesInEach() {
    List<GateResult> results =
        judge(
                ALL,
                Role.STUDENT,
                gate("accuracy", new Limit.AtLeast(0.5), "early", "none"),
                gate("accuracy", new Limit.AtLeast(0.5)))
            .gates();

    assertThat(results).hasSize(3);
    assertThat(results.get(0).slice()).hasValue("early");
    assertThat(results.get(0).verdict())
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            i -> {
              assertThat(i.reason()).isEqualTo("has 120 samples, needs 200");
              assertThat(i.measured().orElseThrow().samples()).isEqualTo(120);
            });
    assertThat(results.get(1).verdict())
        .isEqualTo(new Verdict.Inconclusive(Optional.empty(), "has no samples"));
    assertThat(results.get(2).slice()).isEmpty();
    assertThat(results.get(2).verdict().label()).isEqualTo("PASSED");
  }

  @Test
  void whatNeedsATeacherIsNotApplicableWithoutOne() {
    Map<Role, ScoringModel> models = Map.of(Role.INCOMING, INCOMING, Role.STUDENT, STUDENT);

    assertThat(
            judge(
                    models,
                    Role.STUDENT,
                    gate("negative-flip-rate", new Limit.AtMost(0.01)),
                    gate("negative-flip-rate", new Limit.NoWorseThan(Role.INCOMING, 0.01)),
                    gate("accuracy", new Limit.NoWorseThan(Role.TEACHER, 0.01)),
                    gate("accuracy", new Limit.AtLeast(0.7)))
                .gates())
        .extracting(result -> result.verdict().label())
        .containsExactly("NOT_APPLICABLE", "NOT_APPLICABLE", "NOT_APPLICABLE", "PASSED");
  }

  @Test
  void theIncomingModelIsNotHeldAgainstItself() {
    GateSpec gate = gate("accuracy", new Limit.NoWorseThan(Role.INCOMING, 0.01));
    Map<Role, ScoringModel> candidate = Map.of(Role.TEACHER, TEACHER, Role.CANDIDATE, INCOMING);
    Map<Role, ScoringModel> both =
        Map.of(Role.TEACHER, TEACHER, Role.CANDIDATE, STUDENT, Role.INCOMING, INCOMING);

    assertThat(only(ALL, Role.INCOMING, gate).label()).isEqualTo("NOT_APPLICABLE");
    assertThat(only(candidate, Role.CANDIDATE, gate).label()).isEqualTo("NOT_APPLICABLE");
    assertThat(only(both, Role.CANDIDATE, gate).label()).isEqualTo("PASSED");
  }

  @Test
  void refusesAMetricThatTheSuiteDoesNotHave() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> student(gate("ndcg@10", new Limit.AtLeast(0.2))))
        .withMessage(
            "old-tasks.yaml:9:7: this suite has no metric ndcg@10; it has: negative-flip-rate,"
                + " positive-flip-rate, churn, backward-trust-compatibility,"
                + " backward-error-compatibility, accuracy, log-loss, brier-score,"
                + " expected-calibration-error, auc, predicted-to-observed-ratio");
  }

  @Test
  void refusesAComparisonWithTheTeacherOfWhatIsOneAlready() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () -> student(gate("negative-flip-rate", new Limit.NoWorseThan(Role.TEACHER, 0.01))))
        .withMessageStartingWith(
            "old-tasks.yaml:9:7: negative-flip-rate already compares with the teacher");
  }

  @Test
  void refusesToJudgeAModelThatWasNotExamined() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> judge(ALL, Role.CANDIDATE, gate("accuracy", new Limit.AtLeast(0.5))));
  }

  @Test
  void givesEveryMetricOfEveryModelOnTheWholeAndOnEachSlice() {
    List<MetricValues> values = judge(ALL, Role.STUDENT).metrics();

    assertThat(values).hasSize(11 * 3);
    MetricValues accuracy = of(values, "accuracy", Optional.empty());
    assertThat(accuracy.values())
        .isEqualTo(Map.of(Role.TEACHER, 0.8, Role.INCOMING, 0.8, Role.STUDENT, 0.81));
    assertThat(accuracy.intervals())
        .containsEntry(Role.TEACHER, new RateCounts("exact-for-min", 800, ROWS).interval(0.95))
        .hasSize(3);
    assertThat(of(values, "negative-flip-rate", Optional.empty()).values())
        .isEqualTo(Map.of(Role.INCOMING, 0.05, Role.STUDENT, 0.02));
    assertThat(of(values, "auc", Optional.of("early")).values()).isEmpty();
    assertThat(of(values, "accuracy", Optional.of("none")).values()).isEmpty();
  }

  private static MetricValues of(List<MetricValues> all, String metric, Optional<String> slice) {
    return all.stream()
        .filter(values -> values.metric().equals(metric) && values.slice().equals(slice))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void groupedVerdictsDoNotDependOnTheOrderOfTheRows() {
    List<Integer> order = IntStream.range(0, ROWS).boxed().collect(Collectors.toList());
    Collections.shuffle(order, new Random(3));
    GateSpec[] gates = {
      gate("negative-flip-rate", new Limit.AtMost(0.03)),
      gate("accuracy", new Limit.NoWorseThan(Role.TEACHER, 0.01))
    };

    List<GateResult> inOrder = grouped(rows(), gates);
    List<GateResult> outOfOrder = grouped(rows().inOrder(order), gates);

    assertThat(intervals(outOfOrder)).isEqualTo(intervals(inOrder));
    assertThat(inOrder)
        .extracting(result -> result.verdict().measurement().orElseThrow().method())
        .containsExactly("cluster-wilson-for-max", "cluster-tango-for-min");
  }

  @Test
  void anotherSeedGivesNearlyTheSameInterval() {
    GateSpec gate = gate("accuracy", new Limit.AtLeast(0.4));
    Examination examination =
        new Examiner(rows())
            .examine(
                Suites.binary(),
                Suites.grouped(List.of(gate)),
                Map.of(Role.CANDIDATE, rightOn(0, ROWS / 2)));

    Interval one = interval(new Judge(1).judge(examination, Role.CANDIDATE));
    Interval other = interval(new Judge(2).judge(examination, Role.CANDIDATE));

    assertThat(other).isNotEqualTo(one);
    assertThat(other.high()).isCloseTo(one.high(), within(0.1 * (one.high() - one.low())));
  }

  private static List<Interval> intervals(List<GateResult> results) {
    return results.stream()
        .map(result -> result.verdict().measurement().orElseThrow().interval())
        .toList();
  }

  private static Interval interval(SuiteJudgement judgement) {
    return judgement.gates().get(0).verdict().measurement().orElseThrow().interval();
  }

  private List<GateResult> grouped(RowsInMemory rows, GateSpec... gates) {
    Examination examination =
        new Examiner(rows).examine(Suites.binary(), Suites.grouped(List.of(gates)), ALL);
    return judge.judge(examination, Role.STUDENT).gates();
  }

  private Verdict student(GateSpec gate) {
    return only(ALL, Role.STUDENT, gate);
  }

  private Verdict only(Map<Role, ScoringModel> models, Role judged, GateSpec gate) {
    List<GateResult> results = judge(models, judged, gate).gates();
    assertThat(results).hasSize(1);
    assertThat(results.get(0).judged()).isEqualTo(judged);
    return results.get(0).verdict();
  }

  private SuiteJudgement judge(Map<Role, ScoringModel> models, Role judged, GateSpec... gates) {
    Examination examination =
        new Examiner(rows())
            .examine(Suites.binary(), Suites.labelled(List.of(gates), EARLY, NONE), models);
    return judge.judge(examination, judged);
  }

  private static RowsInMemory rows() {
    List<Integer> items = IntStream.range(0, ROWS).boxed().toList();
    return new RowsInMemory(
        Map.of(
            "item", items,
            "label", Collections.nCopies(ROWS, 1),
            "user", items.stream().map(item -> "user " + item / 4).toList(),
            "early", items.stream().map(item -> item < 120).toList(),
            "none", Collections.nCopies(ROWS, false)));
  }

  private static KnownModel rightOn(int from, int to) {
    return KnownModel.binary(
        IntStream.range(0, ROWS).mapToDouble(i -> i >= from && i < to ? 1 : -1).toArray());
  }
}
