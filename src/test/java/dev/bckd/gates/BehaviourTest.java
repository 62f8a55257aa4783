package dev.bckd.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.KnownModel;
import dev.bckd.evaluation.Suites;
import dev.bckd.history.Change;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.BehaviourSpec.Way;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.Severity;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.stats.RateCounts;
import dev.bckd.stats.Wilson;
import dev.bckd.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Items 0 to 4 in two files, the later ones in the file that is read first. The teacher gives items
 * 0 to 5 the logits -2, -1, 0.5, 1, 1, -3: the probabilities 0.119, 0.269, 0.622, 0.731, 0.731,
 * 0.047. The student gives all of them 1 but item 5, which has -1.
 */
class BehaviourTest {
  private static final String PLACE = "old-tasks.yaml:12:7";
  private static final KnownModel TEACHER = KnownModel.binary(-2, -1, 0.5, 1, 1, -3);
  private static final KnownModel STUDENT = KnownModel.binary(1, 1, 1, 1, 1, -1);
  private static final Map<Role, ScoringModel> BOTH =
      Map.of(Role.TEACHER, TEACHER, Role.STUDENT, STUDENT);

  @TempDir private Path folder;

  @BeforeEach
  void writeFiveRows() throws IOException {
    csv("first.csv", "item,label,user", "3,1,a", "4,1,b");
    csv("second.csv", "item,label,user", "0,0,a", "1,0,b", "2,1,c");
  }

  @Test
  void anInvarianceIsBrokenWhereTheDecisionChanges() {
    SuiteJudgement judged = judge(invariance(0.5, "item + 1"));

    // Of items 0 to 4 the teacher decides 0 0 1 1 1 and for the next ones 0 1 1 1 0.
    assertThat(share(judged, Role.TEACHER)).isEqualTo(2 / 5.0);
    assertThat(share(judged, Role.STUDENT)).isEqualTo(1 / 5.0);
    Verdict verdict = judged.gates().get(0).verdict();
    assertThat(verdict.measurement().orElseThrow().interval())
        .isEqualTo(new RateCounts("exact-for-max", 1, 5).interval(0.95));
    assertThat(verdict.label()).isEqualTo("INCONCLUSIVE");
  }

  @ParameterizedTest
  @CsvSource({
    // From one item to the next the teacher's probability rises by 0.150, 0.353, 0.109, 0, -0.684.
    "item + 1, RISES, 0,    0.2",
    "item + 1, RISES, 0.69, 0",
    "item + 1, FALLS, 0,    0.6",
    "item + 1, FALLS, 0.12, 0.4",
    "item + 1, FALLS, 0.16, 0.2",
    "item + 1, FALLS, 0.4,  0",
  })
  void aDirectionIsBrokenWhereTheScoreMovesTheOtherWayByMoreThanTheTolerance(
      String change, Way way, double tolerance, double broken) {
    SuiteJudgement judged = judge(direction(way, tolerance, 0.9, change));

    assertThat(share(judged, Role.TEACHER)).isCloseTo(broken, within(1e-12));
  }

  @Test
  void withSeveralClassesTheScoreIsTheProbabilityOfTheLabel() throws IOException {
    csv("classes.csv", "item,label", "0,2", "1,0");
    Map<Role, ScoringModel> models =
        Map.of(
            // It does not know class 2, whose probability stays 0.
            Role.TEACHER,
            KnownModel.multiclass(new float[] {1, 0}, new float[] {2, 0}, new float[] {1, 0}),
            Role.INCOMING,
            KnownModel.multiclass(
                new float[] {0, 0, 5}, new float[] {3, 0, 1}, new float[] {4, 0, 1}));
    RegressionSuite suite = suite(List.of("classes.csv"), direction(Way.RISES, 0, 0.9, "item + 1"));

    SuiteJudgement judged = judge(Suites.multiclass(2, 3), suite, models, Role.INCOMING);

    assertThat(share(judged, Role.TEACHER)).isEqualTo(1 / 2.0);
    assertThat(share(judged, Role.INCOMING)).isEqualTo(1 / 2.0);
  }

  @Test
  void minimumFunctionalityIsBrokenByWrongAnswersToItsOwnRows() throws IOException {
    csv("simple.csv", "label,item,kind", "1,5,x", "1,4,x", "0,0,x", "0,0,y");
    DataSet rows = data(List.of("simple.csv"), Optional.of("kind = 'x'"));

    SuiteJudgement judged =
        judge(new BehaviourSpec.MinimumFunctionality("simple", rows, 0, Severity.WARNING, PLACE));

    assertThat(share(judged, Role.TEACHER)).isEqualTo(1 / 3.0);
    assertThat(share(judged, Role.STUDENT)).isEqualTo(2 / 3.0);
    GateResult result = judged.gates().get(0);
    assertThat(result.gate().severity()).isEqualTo(Severity.WARNING);
    assertThat(Decisions.inWords("old-tasks", result))
        .isEqualTo("old-tasks: minimum-functionality 'simple' is broken by 2 of 3 rows, limit 0");
  }

  @Test
  void whereNoRowMayBreakItOneFailsAndNonePasses() {
    GateResult failed = judge(invariance(0, "item + 1")).gates().get(0);
    GateResult passed = judge(invariance(0, "item // 2")).gates().get(0);

    assertThat(failed.verdict().label()).isEqualTo("FAILED");
    assertThat(Decisions.inWords("old-tasks", failed))
        .isEqualTo("old-tasks: invariance 'next' is broken by 1 of 5 rows, limit 0");
    assertThat(passed.verdict().label()).isEqualTo("PASSED");
    assertThat(passed.verdict().measurement().orElseThrow().method()).isEqualTo("every-row");
    // Item 0 is half of 0, so nothing is asked of it.
    assertThat(Decisions.inWords("old-tasks", passed))
        .isEqualTo("old-tasks: invariance 'next' is broken by 0 of 4 rows, limit 0");
  }

  @Test
  void aLimitAboveZeroNeedsRowsEnoughForAnInterval() throws IOException {
    String[] rows =
        IntStream.range(0, 1_000).mapToObj(i -> i % 4 + ",1,u" + i % 50).toArray(String[]::new);
    Files.writeString(
        folder.resolve("many.csv"), "item,label,user\n" + String.join("\n", rows) + "\n");
    List<String> many = List.of("many.csv");
    RegressionSuite alone = suite(many, invariance(0.01, "item + 1"));
    RegressionSuite grouped =
        Suites.behaving(
            Suites.grouped(List.of()), alone.data(), List.of(invariance(0.01, "item + 1")));

    Verdict single = judge(Suites.binary(), alone, BOTH, Role.STUDENT).gates().get(0).verdict();
    Verdict ofUsers = judge(Suites.binary(), grouped, BOTH, Role.STUDENT).gates().get(0).verdict();

    assertThat(single.label()).isEqualTo("PASSED");
    assertThat(single.measurement().orElseThrow().method()).isEqualTo("exact-for-max");
    // 50 users without a broken row: the true share may be 7 %.
    assertThat(ofUsers.label()).isEqualTo("INCONCLUSIVE");
    assertThat(ofUsers.measurement().orElseThrow().interval())
        .isEqualTo(Wilson.interval(0, 50, 0.95));
  }

  @Test
  void asksOnlyTheRowsThatMeetTheConditionAsTheyWere() {
    SuiteJudgement judged =
        judge(
            new BehaviourSpec.Invariance(
                "late", Optional.of("item >= 3"), change("item - 3"), 0, Severity.BLOCKING, PLACE));

    // Items 3 and 4 become 0 and 1, of which the teacher decides otherwise.
    assertThat(judged.metrics().get(judged.metrics().size() - 1).samples()).isEqualTo(2);
    assertThat(share(judged, Role.TEACHER)).isEqualTo(1);
    assertThat(share(judged, Role.STUDENT)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "item > 7, item + 1, no row of the suite meets its condition",
    "true,     item,     it changes no row of the suite",
  })
  void doesNotDecideWhereNoRowIsChanged(String where, String expression, String reason) {
    SuiteJudgement judged =
        judge(
            new BehaviourSpec.Invariance(
                "none", Optional.of(where), change(expression), 0, Severity.BLOCKING, PLACE));

    assertThat(judged.gates().get(0).verdict())
        .isEqualTo(new Verdict.Inconclusive(Optional.empty(), reason));
    assertThat(judged.metrics().get(judged.metrics().size() - 1).values()).isEmpty();
    assertThat(Decisions.of(List.of(judged)).decision()).isEqualTo(Decision.INCONCLUSIVE);
  }

  @Test
  void aScoreThatIsNoNumberKeepsNoDirection() throws IOException {
    csv("one.csv", "item,label", "0,1");
    Map<Role, ScoringModel> models = Map.of(Role.INCOMING, KnownModel.binary(1, Double.NaN));

    SuiteJudgement judged =
        judge(
            Suites.binary(),
            suite(List.of("one.csv"), direction(Way.RISES, 1, 0, "item + 1")),
            models,
            Role.INCOMING);

    assertThat(judged.gates().get(0).verdict().label()).isEqualTo("FAILED");
  }

  @Test
  void refusesAChangeThatCannotMatterOrThatAModelCannotTake() throws IOException {
    csv("wrong.csv", "item,label", "0,7");
    DataSet wrong = data(List.of("wrong.csv"), Optional.empty());

    refused(
        "old-tasks.yaml:12:40: column 'user' feeds no input of the model; expected one of: item",
        new BehaviourSpec.Invariance(
            "user",
            Optional.empty(),
            List.of(new Change("user", "'z'", "old-tasks.yaml:12:40")),
            0,
            Severity.BLOCKING,
            PLACE));
    refused(
        "old-tasks.yaml:12:40: expected an SQL expression for column 'item' (BIGINT)",
        invariance(0, "items + 1"));
    refused(
        "wrong.csv, column label: row 1 holds 7; expected 0 or 1",
        new BehaviourSpec.MinimumFunctionality("wrong", wrong, 0, Severity.BLOCKING, PLACE));
  }

  @Test
  void saysWhichBehaviourAModelRefuses() {
    ScoringModel choosy =
        new ScoringModel() {
          @Override
          public Scores score(Table rows) {
            if (rows.column("item", Column.Longs.class).values()[0] > 5) {
              throw new BadInputException("model.pt", "index out of range");
            }
            return STUDENT.score(rows);
          }

          @Override
          public int width() {
            return 1;
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(
            () ->
                judge(
                    Suites.binary(),
                    suite(List.of("first.csv"), invariance(0, "item + 9")),
                    Map.of(Role.INCOMING, choosy),
                    Role.INCOMING))
        .isInstanceOf(BadInputException.class)
        .hasMessage(PLACE + ": of the changed rows, model.pt: index out of range");
  }

  @Test
  void refusesBehavioursOfListsByName() {
    RegressionSuite ranking =
        Suites.behaving(
            Suites.ranking(2, List.of()),
            data(List.of("first.csv"), Optional.empty()),
            List.of(invariance(0, "item + 1")));

    assertThatThrownBy(() -> judge(Suites.binary(), ranking, BOTH, Role.STUDENT))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            PLACE
                + ": behaviour 'next' is of a suite without labels;"
                + " expected behaviours only where each row is one labelled answer");
  }

  @Test
  void comparesTwoModelsWithoutAVerdict() {
    Examination examination =
        new Examiner(new DuckDbHistory())
            .examine(
                Suites.binary(),
                suite(List.of("second.csv", "first.csv"), invariance(0, "item + 1")),
                Map.of(Role.TEACHER, TEACHER, Role.CANDIDATE, STUDENT));

    List<Comparison> compared = Comparison.of(examination, 1);

    Comparison last = compared.get(compared.size() - 1);
    assertThat(last.values().metric()).isEqualTo("invariance 'next'");
    assertThat(last.values().values())
        .isEqualTo(Map.of(Role.TEACHER, 2 / 5.0, Role.CANDIDATE, 1 / 5.0));
    assertThat(last.difference().orElseThrow().estimate()).isCloseTo(-1 / 5.0, within(1e-12));
  }

  private void refused(String message, BehaviourSpec spec) {
    assertThatThrownBy(() -> judge(spec))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  private SuiteJudgement judge(BehaviourSpec... behaviours) {
    RegressionSuite suite = suite(List.of("first.csv", "second.csv"), behaviours);
    return judge(Suites.binary(), suite, BOTH, Role.STUDENT);
  }

  private static SuiteJudgement judge(
      UpgradePolicy policy, RegressionSuite suite, Map<Role, ScoringModel> models, Role judged) {
    Examination examination = new Examiner(new DuckDbHistory()).examine(policy, suite, models);
    return new Judge().judge(examination, judged);
  }

  private RegressionSuite suite(List<String> files, BehaviourSpec... behaviours) {
    return Suites.behaving(
        Suites.labelled(List.of()), data(files, Optional.empty()), List.of(behaviours));
  }

  private DataSet data(List<String> files, Optional<String> where) {
    return new DataSet(files.stream().map(file -> folder.resolve(file).toString()).toList(), where);
  }

  private static BehaviourSpec invariance(double max, String expression) {
    return new BehaviourSpec.Invariance(
        "next", Optional.empty(), change(expression), max, Severity.BLOCKING, PLACE);
  }

  private static BehaviourSpec direction(Way way, double tolerance, double max, String expression) {
    return new BehaviourSpec.Direction(
        "next",
        Optional.empty(),
        change(expression),
        way,
        tolerance,
        max,
        Severity.BLOCKING,
        PLACE);
  }

  private static List<Change> change(String expression) {
    return List.of(new Change("item", expression, "old-tasks.yaml:12:40"));
  }

  /** What the last metric, which is the behaviour's, says of a model. */
  private static double share(SuiteJudgement judged, Role role) {
    MetricValues last = judged.metrics().get(judged.metrics().size() - 1);
    assertThat(last.metric()).isEqualTo(judged.gates().get(0).gate().metric());
    return last.values().get(role);
  }

  private void csv(String name, String... lines) throws IOException {
    Files.writeString(
        folder.resolve(name), List.of(lines).stream().collect(Collectors.joining("\n", "", "\n")));
  }
}
