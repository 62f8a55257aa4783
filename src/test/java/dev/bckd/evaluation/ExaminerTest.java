package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bckd.history.Field;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.SliceSpec;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExaminerTest {
  private static final RegressionSuite LABELLED = Suites.labelled(List.of());

  @Test
  void aBinaryModelDecidesOneAboveZeroOnly() {
    Examination examination =
        examine(
            Suites.binary(),
            LABELLED,
            rows(List.of(1, 1, 0, 0)),
            Map.of(Role.STUDENT, KnownModel.binary(0.1, 0.0, 0.0, -0.1)));

    assertThat(value(examination.whole(), "accuracy", Role.STUDENT)).isEqualTo(0.75);
  }

  @Test
  void countsRowsThatAreTheSameAsOneBeforeThem() {
    RowsInMemory rows =
        new RowsInMemory(Map.of("item", List.of(0, 1, 0, 0, 1), "label", List.of(1, 1, 1, 0, 1)));

    Examination examination =
        examine(Suites.binary(), LABELLED, rows, Map.of(Role.STUDENT, KnownModel.binary(1.0, 1.0)));

    // Items 0 and 1 with label 1 come twice; item 0 with label 0 is another row.
    assertThat(examination.repeated()).isEqualTo(2);
    assertThat(examination.whole().samples()).isEqualTo(5);
  }

  @Test
  void aMulticlassModelDecidesTheLowestOfTheLargest() {
    KnownModel model =
        KnownModel.multiclass(
            new float[] {1, 1, 0}, new float[] {0, 2, 2}, new float[] {-3, -2, -1});

    Examination examination =
        examine(Suites.multiclass(), LABELLED, rows(List.of(0, 1, 2)), Map.of(Role.STUDENT, model));

    assertThat(value(examination.whole(), "accuracy", Role.STUDENT)).isEqualTo(1.0);
  }

  @Test
  void aTeacherWithFewerClassesIsNeverRightOnTheOthers() {
    KnownModel teacher = KnownModel.multiclass(new float[] {0, 1}, new float[] {0, 1});
    KnownModel student = KnownModel.multiclass(new float[] {0, 1, 0}, new float[] {0, 0, 1});

    Examination examination =
        examine(
            Suites.multiclass(2, 3),
            LABELLED,
            rows(List.of(1, 2)),
            Map.of(Role.TEACHER, teacher, Role.STUDENT, student));

    assertThat(value(examination.whole(), "accuracy", Role.TEACHER)).isEqualTo(0.5);
    assertThat(value(examination.whole(), "accuracy", Role.STUDENT)).isEqualTo(1.0);
  }

  @Test
  void flipsAreCountedOverAllSamples() {
    Map<Role, ScoringModel> models =
        Map.of(
            Role.TEACHER, KnownModel.binary(1, 1, 1, -1),
            Role.STUDENT, KnownModel.binary(-1, -1, 1, 1));

    SuitePart<?> whole =
        examine(Suites.binary(), LABELLED, rows(List.of(1, 1, 1, 1)), models).whole();

    assertThat(value(whole, "negative-flip-rate", Role.STUDENT)).isEqualTo(0.5);
    assertThat(value(whole, "positive-flip-rate", Role.STUDENT)).isEqualTo(0.25);
    assertThat(value(whole, "churn", Role.STUDENT)).isEqualTo(0.75);
    assertThat(value(whole, "negative-flip-rate", Role.TEACHER)).isEqualTo(0.0);
  }

  @Test
  void slicesHoldTheRowsThatMeetTheirCondition() {
    RowsInMemory rows =
        new RowsInMemory(
            Map.of(
                "item", List.of(0, 1, 2),
                "label", List.of(1, 1, 1),
                "is_new", List.of(false, true, true)));
    RegressionSuite suite = Suites.labelled(List.of(), new SliceSpec("new", "is_new", 2));

    Examination examination =
        new Examiner(rows)
            .examine(Suites.binary(), suite, Map.of(Role.STUDENT, KnownModel.binary(1, 1, -1)));

    assertThat(examination.whole().samples()).isEqualTo(3);
    assertThat(examination.slices()).singleElement().extracting(SuitePart::samples).isEqualTo(2);
    assertThat(value(examination.slices().get(0), "accuracy", Role.STUDENT)).isEqualTo(0.5);
  }

  @Test
  void theGroupIsTheUnitAndWithoutItTheIdAndWithoutBothTheRow() {
    Map<String, List<?>> columns =
        Map.of(
            "item", List.of(0, 0, 0),
            "label", List.of(1, 0, 1),
            "user", List.of("a", "b", "a"),
            "event", List.of(7, 7, 7));
    Map<Role, ScoringModel> models = Map.of(Role.STUDENT, KnownModel.binary(1));
    Examiner examiner = new Examiner(new RowsInMemory(columns));

    RegressionSuite grouped = Suites.grouped(List.of());
    SampleUnits byGroup = units(examiner, Suites.withId(grouped, "event"), models);
    SampleUnits byId = units(examiner, Suites.withId(LABELLED, "event"), models);
    SampleUnits byRow = units(examiner, LABELLED, models);

    assertThat(byGroup.units().size()).isEqualTo(2);
    assertThat(byGroup.independent()).isFalse();
    assertThat(byId.units().size()).isEqualTo(1);
    assertThat(byId.independent()).isFalse();
    assertThat(byRow.units().size()).isEqualTo(3);
    assertThat(byRow.independent()).isTrue();
  }

  @Test
  void refusesALabelThatIsNoClassNamingTheFirstRow() {
    Map<Role, ScoringModel> models = Map.of(Role.STUDENT, KnownModel.binary(1, 1, 1));

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> examine(Suites.binary(), LABELLED, rows(List.of(1, 2, -1)), models))
        .withMessage("old-tasks.yaml, column label: row 2 holds 2; expected 0 or 1");
  }

  @Test
  void refusesALabelBeyondTheIncomingModelsClasses() {
    KnownModel teacher = KnownModel.multiclass(new float[] {0, 1});
    KnownModel incoming = KnownModel.multiclass(new float[] {0, 1, 0});

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                examine(
                    Suites.multiclass(2, 3),
                    LABELLED,
                    new RowsInMemory(Map.of("item", List.of(0, 0), "label", List.of(2, 3))),
                    Map.of(Role.TEACHER, teacher, Role.INCOMING, incoming)))
        .withMessage("old-tasks.yaml, column label: row 2 holds 3; expected a class from 0 to 2");
  }

  @Test
  void refusesAModelWithANumberOfClassesThatIsNotDeclared() {
    KnownModel four = KnownModel.multiclass(new float[] {0, 1, 0, 0});

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                examine(
                    Suites.multiclass(2, 3),
                    LABELLED,
                    rows(List.of(0)),
                    Map.of(Role.STUDENT, four)))
        .withMessage("student model: answers 4 logits a row; policy.yaml declares 2 and 3 classes");
  }

  @Test
  void refusesDifferentNumbersOfClassesThatNobodyDeclared() {
    KnownModel two = KnownModel.multiclass(new float[] {0, 1});
    KnownModel three = KnownModel.multiclass(new float[] {0, 1, 0});

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                examine(
                    Suites.multiclass(),
                    LABELLED,
                    rows(List.of(0)),
                    Map.of(Role.TEACHER, two, Role.STUDENT, three)))
        .withMessageStartingWith("policy.yaml: the teacher answers 2 logits a row");
  }

  @Test
  void refusesSeveralLogitsForABinaryTask() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                examine(
                    Suites.binary(),
                    LABELLED,
                    rows(List.of(0)),
                    Map.of(Role.TEACHER, KnownModel.multiclass(new float[] {0, 1}))))
        .withMessage("teacher model: answers 2 logits a row; task binary expects 1");
  }

  @Test
  void asksForNoColumnOfTheInputThatTakesTheCandidates() {
    RowsInMemory rows =
        new RowsInMemory(Map.of("candidates", List.of(List.of(0, 1)), "pos_index", List.of(1)));

    new Examiner(rows)
        .examine(
            Suites.binary(),
            Suites.ranking(1, List.of()),
            Map.of(Role.STUDENT, KnownModel.binary(1, 2)));

    assertThat(rows.queries()).hasSize(1);
    assertThat(rows.queries().get(0).fields()).noneMatch(Field.Input.class::isInstance);
  }

  private static RowsInMemory rows(List<Integer> labels) {
    List<Integer> items = IntStream.range(0, labels.size()).boxed().toList();
    return new RowsInMemory(Map.of("item", items, "label", labels));
  }

  private static Examination examine(
      UpgradePolicy policy,
      RegressionSuite suite,
      RowsInMemory rows,
      Map<Role, ScoringModel> models) {
    return new Examiner(rows).examine(policy, suite, models);
  }

  private static SampleUnits units(
      Examiner examiner, RegressionSuite suite, Map<Role, ScoringModel> models) {
    return examiner.examine(Suites.binary(), suite, models).whole().units();
  }

  private static double value(SuitePart<?> part, String metric, Role role) {
    return part.statistic(metric, role).value().orElseThrow();
  }
}
