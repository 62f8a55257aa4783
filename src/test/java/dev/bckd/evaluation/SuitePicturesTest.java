package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.RowTexts;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.SliceSpec;
import dev.bckd.stats.BinnedGap;
import dev.bckd.stats.Units;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuitePicturesTest {
  /** Rows that hold nothing but their own number. */
  private static final RowTexts NUMBERED =
      (files, where, rows) ->
          rows.stream().collect(Collectors.toMap(row -> row, row -> Map.of("event", "e" + row)));

  private static final Map<Role, ScoringModel> MODELS =
      Map.of(
          Role.TEACHER, KnownModel.binary(1, 1, 1, -1, -1),
          Role.INCOMING, KnownModel.binary(-3, -1, 1, 1, -1),
          Role.STUDENT, KnownModel.binary(1, -2, 1, -1, -1));

  @Test
  void countsFlipsOfEveryModelOnTheWholeAndOnEverySlice() {
    RegressionSuite suite = Suites.labelled(List.of(), new SliceSpec("new", "is_new", 2));

    SuitePicture picture = picture(suite, Role.STUDENT);

    assertThat(picture.flips())
        .containsExactlyInAnyOrder(
            new Flips(Optional.empty(), Role.INCOMING, new FlipTable(1, 2, 1, 1), Optional.of(1.0)),
            new Flips(Optional.empty(), Role.STUDENT, new FlipTable(2, 1, 0, 2), Optional.of(1.0)),
            new Flips(Optional.of("new"), Role.INCOMING, new FlipTable(1, 1, 0, 0)),
            new Flips(Optional.of("new"), Role.STUDENT, new FlipTable(1, 1, 0, 0)));
  }

  @Test
  void weighsFlipsAsTheMetricsDoAndTestsOnlyRowsThatCountAlike() {
    Answers answers =
        (Answers) examination(Suites.labelled(List.of()), fiveRows(), MODELS).whole().evidence();
    SuitePart<Answers> weighed =
        new SuitePart<>(
            Optional.empty(),
            answers,
            new SampleUnits(Units.rows(5), false),
            Optional.of(row -> row + 1),
            Metrics.ofAnswers(TaskType.BINARY, false));
    Examination examination =
        new Examination(Suites.labelled(List.of()), List.of(), 0, weighed, List.of(), List.of());

    Flips flips =
        new SuitePictures(NUMBERED)
            .of(examination, Role.STUDENT).flips().stream()
                .filter(one -> one.model() == Role.STUDENT)
                .findFirst()
                .orElseThrow();

    // Weights 1 to 5: both right on rows 1 and 3, the teacher alone on row 2, neither on 4 and 5.
    assertThat(flips.table())
        .isEqualTo(
            new FlipTable(2, 1, 0, 2, new FlipTable.Shares(4 / 15.0, 2 / 15.0, 0, 9 / 15.0)));
    assertThat(flips.table().shares().onlyTeacher())
        .isEqualTo(weighed.statistic("negative-flip-rate", Role.STUDENT).value().orElseThrow());
    assertThat(flips.mcNemar()).isEmpty();
  }

  @Test
  void putsMcNemarsQuestionToIndependentRowsOnly() {
    RegressionSuite grouped = Suites.grouped(List.of());
    Map<String, List<?>> rows = columns(List.of(1, 1, 1, 1, 1));
    rows.put("user", List.of("a", "a", "b", "b", "c"));

    SuitePicture independent = picture(Suites.labelled(List.of()), Role.INCOMING);
    SuitePicture dependent =
        new SuitePictures(NUMBERED)
            .of(examination(grouped, new RowsInMemory(rows), MODELS), Role.INCOMING);

    // Two flips of three go one way: 2 P(at most 1 of 3) = 1.
    assertThat(independent.flips()).extracting(Flips::mcNemar).containsOnly(Optional.of(1.0));
    assertThat(dependent.flips()).extracting(Flips::mcNemar).containsOnly(Optional.empty());
  }

  @Test
  void showsNothingOfAnyRowWhereRowsAreNotShown() {
    RowTexts refusing =
        (files, where, rows) -> {
          throw new AssertionError("read " + rows);
        };

    SuitePicture picture =
        new SuitePictures(refusing)
            .withoutRows(examination(Suites.labelled(List.of()), fiveRows(), MODELS));

    assertThat(picture.worst()).isEmpty();
    assertThat(picture.broken()).isEmpty();
    assertThat(picture.rowsShown()).isFalse();
    assertThat(picture.flips()).isNotEmpty();
  }

  @Test
  void showsTheFlipsOfWhichTheModelIsSurestFirstWithTheirRows() {
    RegressionSuite suite = Suites.withId(Suites.labelled(List.of()), "event");

    List<Flip> worst = picture(suite, Role.INCOMING).worst();

    assertThat(worst).extracting(Flip::row).containsExactly(0, 1);
    assertThat(worst.get(0).id()).contains("e0");
    assertThat(worst.get(0).label()).isEqualTo(OptionalInt.of(1));
    assertThat(worst.get(0).columns()).isEqualTo(Map.of("event", "e0"));
    assertThat(worst.get(0).teacher().value()).isEqualTo(1);
    assertThat(worst.get(0).model().value()).isZero();
    assertThat(probability(worst.get(0).teacher())).isCloseTo(sigmoid(1), within(1e-6));
    assertThat(probability(worst.get(0).model())).isCloseTo(sigmoid(3), within(1e-6));
  }

  @Test
  void showsAtMostTwentyAndOfEquallyBadOnesTheFirst() {
    double[] right = IntStream.range(0, 30).mapToDouble(i -> 1).toArray();
    double[] wrong = IntStream.range(0, 30).mapToDouble(i -> i == 29 ? -5 : -1).toArray();
    Examination examination =
        examination(
            Suites.labelled(List.of()),
            new RowsInMemory(columns(IntStream.range(0, 30).map(i -> 1).boxed().toList())),
            Map.of(Role.TEACHER, KnownModel.binary(right), Role.STUDENT, KnownModel.binary(wrong)));

    List<Flip> worst = new SuitePictures(NUMBERED).of(examination, Role.STUDENT).worst();

    assertThat(worst).hasSize(20);
    assertThat(worst).extracting(Flip::row).startsWith(29, 0, 1).endsWith(18);
  }

  @Test
  void readsNoRowsWhereNothingFlips() {
    RowTexts refusing =
        (files, where, rows) -> {
          throw new AssertionError("read " + rows);
        };
    Map<Role, ScoringModel> alike =
        Map.of(
            Role.TEACHER, KnownModel.binary(1, 1, 1, 1, 1),
            Role.STUDENT, KnownModel.binary(1, 1, 1, 1, 1));

    SuitePicture picture =
        new SuitePictures(refusing)
            .of(examination(Suites.labelled(List.of()), fiveRows(), alike), Role.STUDENT);

    assertThat(picture.worst()).isEmpty();
  }

  @Test
  void hasNoFlipsWhereThereIsNoTeacher() {
    SuitePicture picture =
        new SuitePictures(NUMBERED)
            .of(
                examination(
                    Suites.labelled(List.of()),
                    fiveRows(),
                    Map.of(Role.INCOMING, KnownModel.binary(1, 1, 1, 1, 1))),
                Role.INCOMING);

    assertThat(picture.flips()).isEmpty();
    assertThat(picture.worst()).isEmpty();
    assertThat(picture.calibration()).containsOnlyKeys(Role.INCOMING);
  }

  @Test
  void aRequestIsRightWhereSomethingRelevantIsInTheList() {
    RowsInMemory requests =
        new RowsInMemory(
            Map.of(
                "candidates", List.of(List.of(0, 1, 2), List.of(0, 1, 2)),
                "pos_index", List.of(0, 2)));
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, KnownModel.binary(3, 2, 1), Role.STUDENT, KnownModel.binary(1, 2, 3));
    Examination examination = examination(Suites.ranking(1, List.of()), requests, models);

    SuitePicture picture = new SuitePictures(NUMBERED).of(examination, Role.STUDENT);

    assertThat(picture.flips())
        .containsExactly(
            new Flips(Optional.empty(), Role.STUDENT, new FlipTable(0, 1, 1, 0), Optional.of(1.0)));
    assertThat(picture.worst())
        .containsExactly(
            new Flip(
                0,
                Optional.empty(),
                OptionalInt.empty(),
                new Flip.Answer(1, OptionalDouble.empty()),
                new Flip.Answer(3, OptionalDouble.empty()),
                Map.of("event", "e0")));
    assertThat(picture.calibration()).isEmpty();
  }

  /** Against bins that are cut from sorted samples one by one. */
  @Test
  void binsAreOfEqualSizeByRisingProbability() {
    Random random = new Random(7);
    double[] confidences = random.doubles(1_003, 0.5, 1).toArray();
    boolean[] right = new boolean[confidences.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = random.nextDouble() < confidences[i];
    }

    CalibrationCurve curve =
        CalibrationCurve.of(confidences.length, i -> confidences[i], i -> right[i], i -> 1);

    List<Integer> sorted =
        IntStream.range(0, confidences.length)
            .boxed()
            .sorted((a, b) -> Double.compare(confidences[a], confidences[b]))
            .toList();
    double gaps = 0;
    for (int bin = 0; bin < 15; bin++) {
      List<Integer> members = sorted.subList(1_003 * bin / 15, 1_003 * (bin + 1) / 15);
      double mean = members.stream().mapToDouble(i -> confidences[i]).average().orElseThrow();
      double share = members.stream().mapToDouble(i -> right[i] ? 1 : 0).average().orElseThrow();
      gaps += Math.abs(mean - share) * members.size();
      CalibrationCurve.Bin drawn = curve.bins().get(bin);
      assertThat(drawn.samples()).isEqualTo(members.size());
      assertThat(drawn.confidence()).isCloseTo(mean, within(1e-6));
      assertThat(drawn.right()).isCloseTo(share, within(1e-9));
    }
    assertThat(curve.expectedError()).isCloseTo(gaps / 1_003, within(1e-6));
  }

  /** The caption of the curve and the metric, which is made of other bins where rows are tied. */
  @Test
  void weighsSamplesAsTheMetricDoes() {
    Random random = new Random(9);
    float[] confidences = new float[2_000];
    boolean[] right = new boolean[confidences.length];
    double[] weights = random.doubles(confidences.length, 0, 5).toArray();
    for (int i = 0; i < right.length; i++) {
      confidences[i] = random.nextFloat();
      right[i] = random.nextDouble() < confidences[i] * confidences[i];
      weights[i] = right[i] ? weights[i] : 1;
    }

    CalibrationCurve curve =
        CalibrationCurve.of(right.length, i -> confidences[i], i -> right[i], row -> weights[row]);

    assertThat(curve.expectedError())
        .isCloseTo(
            new BinnedGap(confidences, i -> right[i], 15)
                .weighted(row -> weights[row])
                .value()
                .orElseThrow(),
            within(1e-6));
    assertThat(CalibrationCurve.of(4, i -> 0.5, i -> true, row -> 0).bins()).isEmpty();
  }

  @Test
  void hasFewerBinsWhereThereAreFewerSamples() {
    assertThat(CalibrationCurve.of(4, i -> 0.5 + i / 10.0, i -> true, i -> 1).bins()).hasSize(4);
  }

  private static SuitePicture picture(RegressionSuite suite, Role judged) {
    return new SuitePictures(NUMBERED).of(examination(suite, fiveRows(), MODELS), judged);
  }

  private static Examination examination(
      RegressionSuite suite, RowsInMemory rows, Map<Role, ScoringModel> models) {
    return new Examiner(rows).examine(Suites.binary(), suite, models);
  }

  /** Labels 1, so that a model is right above 0. */
  private static RowsInMemory fiveRows() {
    return new RowsInMemory(columns(List.of(1, 1, 1, 1, 1)));
  }

  private static Map<String, List<?>> columns(List<Integer> labels) {
    Map<String, List<?>> columns = new LinkedHashMap<>();
    columns.put("item", IntStream.range(0, labels.size()).boxed().toList());
    columns.put("label", labels);
    columns.put("event", IntStream.range(0, labels.size()).mapToObj(i -> "e" + i).toList());
    columns.put(
        "is_new", IntStream.range(0, labels.size()).mapToObj(i -> i == 1 || i == 2).toList());
    return columns;
  }

  private static double probability(Flip.Answer answer) {
    return answer.probability().orElseThrow();
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
