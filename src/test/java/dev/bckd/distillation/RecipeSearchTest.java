package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.PretendSession.Wrong;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Budget;
import dev.bckd.policy.Start;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.testing.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 400 old and 400 new rows decide; the teacher is right on all. The incoming model is wrong on a
 * tenth of each, the control on 8 % of the old ones, and new rows have a margin of 6 points.
 */
class RecipeSearchTest {
  private static final int ROWS = 2 * PretendSession.HALF;
  private static final int EPOCHS = 4;
  private static final int STEPS = EPOCHS * PretendSession.STEPS_AN_EPOCH;
  private static final Duration CEILING = Budget.DEFAULT.time();
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("row", "row", ElementType.INT64, List.of(), 0)),
          List.of("logits"));
  private static final UpgradePolicy POLICY =
      Policies.of(TaskType.BINARY, SIGNATURE, Optional.empty(), List.of());

  private final HandClock clock = new HandClock();
  private final List<String> said = new ArrayList<>();
  private final PretendSession session =
      PretendSession.of(
          new Wrong(0.1, 0.1),
          Map.of(
              "control", new Wrong(0.08, 0.1),
              "fair", new Wrong(0.06, 0.1),
              "good", new Wrong(0.04, 0.12),
              "far", new Wrong(0.02, 0.195),
              "lost", new Wrong(0.02, 0.3),
              "near", new Wrong(0.02, 0.2),
              "idle", new Wrong(0.09, 0.1)));

  private static Selection selection() {
    Table inputs =
        new Table(ROWS, Map.of("row", new Column.Longs(LongStream.range(0, ROWS).toArray(), 1)));
    History history = Rows.history(inputs);
    float[] right = new float[ROWS];
    Arrays.fill(right, 1);
    for (int row = 0; row < ROWS; row++) {
      history.old()[row] = row % 2 == 0;
    }
    TrainingRows rows = Rows.answered(history, right, right);
    return new Selection(
        rows,
        history,
        new Split(all(), all()),
        new AlteredRows(new Probe.Masked(0.6, 0.06), history.known(), POLICY));
  }

  private static int[] all() {
    return IntStream.range(0, ROWS).toArray();
  }

  private static Recipe recipe(String name) {
    return PretendSession.recipe(name, EPOCHS);
  }

  private static SearchPlan plan(double firstRung, int finalists, String... trials) {
    return new SearchPlan(
        recipe("control"),
        Stream.of(trials).map(RecipeSearchTest::recipe).toList(),
        List.of(),
        firstRung,
        finalists,
        1,
        false);
  }

  /** The same, for few rows. */
  private static SearchPlan again(SearchPlan plan) {
    return new SearchPlan(
        plan.control(),
        plan.trials(),
        plan.fallbacks(),
        plan.firstRung(),
        plan.finalists(),
        1,
        true);
  }

  /** The same with further ones, should none keep the bar. */
  private static SearchPlan orElse(SearchPlan plan, String... fallbacks) {
    return new SearchPlan(
        plan.control(),
        plan.trials(),
        Stream.of(fallbacks).map(RecipeSearchTest::recipe).toList(),
        plan.firstRung(),
        plan.finalists(),
        1,
        plan.refit());
  }

  private Trainings trainings(DistillationListener listener) {
    return trainings(session, listener);
  }

  private Trainings trainings(PretendSession here, DistillationListener listener) {
    return new Trainings(
        here,
        new Checkpoints(Optional.empty(), Duration.ofHours(1), clock, "pretended"),
        new Stopwatch(clock, POLICY),
        listener);
  }

  private RecipeSearch.Outcome search(SearchPlan plan, Trainings trainings) {
    try (RecipeSearch search = new RecipeSearch(trainings, selection(), all())) {
      return search.run(plan);
    }
  }

  private RecipeSearch.Outcome search(SearchPlan plan) {
    return search(plan, trainings(DistillationListener.SILENT));
  }

  private long done(String recipe) {
    return session.runs().stream()
        .filter(run -> run.name().equals(recipe))
        .mapToLong(PretendSession.Run::done)
        .sum();
  }

  @Test
  void choosesTheFewestFlipsAmongThoseThatKeepTheBar() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 4, "far", "good", "fair", "idle"));

    Trial chosen = outcome.chosen().orElseThrow();
    assertThat(chosen.recipe().name()).isEqualTo("good");
    assertThat(chosen.interpolation()).isEqualTo(1);
    assertThat(chosen.weights()).isEqualTo(new Wrong(0.04, 0.12));
    assertThat(chosen.standing().negativeFlips().interval().estimate())
        .isCloseTo(0.04, within(1e-12));
    assertThat(outcome.front().stream().filter(FrontPoint::qualifies))
        .allMatch(
            point -> point.standing().negativeFlips().interval().high() >= chosen.flipsAtMost());
    assertThat(outcome.front().stream().filter(point -> !point.qualifies()))
        .anyMatch(
            point -> point.standing().negativeFlips().interval().high() < chosen.flipsAtMost());
  }

  /** At its end "good" keeps the bar with fewer flips. */
  @Test
  void takesAStudentBeforeItsEndWhereItIsToldTo() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 4, "good", "fair").upTo(0.9));

    Trial chosen = outcome.chosen().orElseThrow();
    assertThat(chosen.recipe().name()).isEqualTo("good");
    assertThat(chosen.interpolation()).isEqualTo(0.9);
    assertThat(outcome.front())
        .anyMatch(point -> point.interpolation() == 1 && point.qualifies() && !point.chosen());
  }

  @ParameterizedTest(name = "{0} side by side")
  @ValueSource(ints = {2, 3, 9})
  void trialsSideBySideComeToTheSame(int trainings) {
    SearchPlan plan = plan(0.5, 4, "far", "good", "fair", "idle");
    PretendSession many = session.sideBySide(trainings);

    RecipeSearch.Outcome outcome = search(plan, trainings(many, DistillationListener.SILENT));

    RecipeSearch.Outcome oneByOne = search(plan);
    assertThat(outcome.chosen().orElseThrow().weights()).isEqualTo(new Wrong(0.04, 0.12));
    assertThat(outcome.front()).usingRecursiveComparison().isEqualTo(oneByOne.front());
    assertThat(many.runs().stream().map(PretendSession.Run::name))
        .containsExactly("control", "far", "good", "fair", "idle");
  }

  @Test
  void aTrainingThatCannotGoOnStopsTheOthers() {
    PretendSession many = session.sideBySide(2);
    Trainings trainings = trainings(many, DistillationListener.SILENT);
    Trainings.Due other =
        new Trainings.Due(trainings.begin(recipe("good"), all()), recipe("good"), 1, 0);
    Trainings.Due needed =
        new Trainings.Due(trainings.begin(recipe("far"), all()), recipe("far"), 1, 1);
    clock.move(CEILING);

    assertThatThrownBy(() -> trainings.advance(List.of(other, needed)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("'far'");
    assertThat(many.runs()).allMatch(run -> run.done() == 0);
  }

  @Test
  void tellsTheLossesOfTheTrainingsThatWereNotChosen() {
    Trainings trainings = trainings(DistillationListener.SILENT);
    RecipeSearch.Outcome outcome = search(plan(0.5, 2, "far", "good", "idle"), trainings);
    List<EpochLoss> own = outcome.chosen().orElseThrow().losses();

    Training told = trainings.end("good", own, outcome.front());

    assertThat(told.losses()).isEqualTo(own);
    assertThat(told.others().stream().map(OtherTraining::recipe))
        .containsExactly("control", "far", "idle");
    assertThat(told.others().get(2).losses()).hasSizeLessThan(own.size());
  }

  @Test
  void placesOnTheWayOfFinalistsAreOnTheFrontAndThoseThatWereStoppedOnTheirWay() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 2, "far", "good", "fair", "idle"));

    for (String finalist : List.of("far", "good")) {
      assertThat(
              outcome.front().stream()
                  .filter(point -> point.recipe().equals(finalist))
                  .map(FrontPoint::interpolation))
          .containsExactlyInAnyOrder(1.0, 0.5, 0.65, 0.8, 0.9);
    }
    assertThat(outcome.front()).hasSize(12);
    assertThat(outcome.front().stream().filter(FrontPoint::chosen)).hasSize(1);
    assertThat(outcome.front().stream().filter(FrontPoint::stoppedEarly))
        .extracting(
            FrontPoint::recipe,
            FrontPoint::chosen,
            point -> point.standing().negativeFlips().interval().estimate())
        .as("half of the way from a tenth")
        .containsExactlyInAnyOrder(tuple("fair", false, 0.08), tuple("idle", false, 0.095));
  }

  @Test
  void theFrontTellsWhatStudentsAreWorthByThemselves() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 1, "good"));

    FrontPoint good = outcome.front().get(0);
    assertThat(good.standing().quality("old", "accuracy").orElseThrow().interval().estimate())
        .isCloseTo(0.96, within(1e-12));
    assertThat(good.standing().quality("new", "accuracy").orElseThrow().interval().estimate())
        .isCloseTo(0.88, within(1e-12));
    double right = Math.log1p(Math.exp(-1));
    assertThat(good.standing().quality("old", "log-loss").orElseThrow().interval().estimate())
        .as("a logit of 1 or -1")
        .isCloseTo(0.96 * right + 0.04 * (right + 1), within(1e-9))
        .isCloseTo(good.standing().logLoss(), within(1e-12));
  }

  /** Its end lacks 10 points on the new rows; half of the way it lacks 5. */
  @Test
  void choosesAPlaceOnTheWayWhereTheEndIsBelowTheBar() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 1, "near"));

    Trial chosen = outcome.chosen().orElseThrow();
    assertThat(chosen.interpolation()).isEqualTo(0.5);
    assertThat(chosen.standing().negativeFlips().interval().estimate())
        .isCloseTo(0.06, within(1e-12));
  }

  @Test
  void saysThatNothingQualifies() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 2, "idle", "lost"));

    assertThat(outcome.chosen()).isEmpty();
    assertThat(outcome.front()).hasSize(10);
    assertThat(outcome.front()).noneMatch(point -> point.qualifies() || point.chosen());
    assertThat(
            trainings(DistillationListener.SILENT)
                .end("auto", List.of(), outcome.front())
                .nothingQualifies())
        .isTrue();
  }

  /** A quarter of the way to "lost" keeps the bar, and no place that is looked at in the end. */
  @Test
  void whereNoOtherKeepsTheBarOneThatWasStoppedEarlyIsChosen() {
    RecipeSearch.Outcome outcome = search(plan(0.5, 1, "lost", "fair"));

    Trial chosen = outcome.chosen().orElseThrow();
    assertThat(chosen.weights()).isEqualTo(new Wrong(0.08, 0.1));
    assertThat(chosen.ended()).isFalse();
    assertThat(done("fair")).isEqualTo(STEPS / 2);
    assertThat(done("lost")).isEqualTo(STEPS);
    assertThat(outcome.front().stream().filter(FrontPoint::chosen))
        .extracting(FrontPoint::recipe, FrontPoint::stoppedEarly)
        .containsExactly(tuple("fair", true));
  }

  @Test
  void onlyTheFirstThatKeepsTheBarGoesToTheEnd() {
    search(plan(0.5, 2, "lost", "good", "fair", "idle"));

    assertThat(done("control")).isEqualTo(STEPS);
    assertThat(done("good")).isEqualTo(STEPS);
    for (String weaker : List.of("fair", "lost", "idle")) {
      assertThat(done(weaker)).as(weaker).isEqualTo(STEPS / 2);
    }
    assertThat(session.runs()).allMatch(PretendSession.Run::closed);
  }

  /** Also where the first trial has nothing left to do, so that only the others are missing. */
  @ParameterizedTest(name = "first rung {0}")
  @ValueSource(doubles = {0.5, 1})
  void endsWithWhatThereIsWhenTheTimeIsUp(double firstRung) {
    Trainings trainings =
        trainings(
            new DistillationListener() {
              @Override
              public void says(String line) {
                said.add(line);
                clock.move(CEILING);
              }

              @Override
              public void notes(String line) {}
            });

    RecipeSearch.Outcome outcome = search(plan(firstRung, 2, "fair", "good"), trainings);
    Training training = trainings.end("auto", List.of(), outcome.front());

    assertThat(session.runs())
        .extracting(PretendSession.Run::name)
        .containsExactly("control", "fair");
    assertThat(done("fair")).isEqualTo(Math.round(firstRung * STEPS));
    assertThat(outcome.front()).hasSize(5);
    assertThat(outcome.chosen().map(trial -> trial.recipe().name())).contains("fair");
    assertThat(training.budgetReached()).isTrue();
    assertThat(said.stream().filter(line -> line.startsWith("fair at "))).hasSize(6);
    assertThat(said)
        .contains("left out: good; spec.distillation.budget.time: PT10M is spent")
        .hasSize(firstRung == 1 ? 7 : 8);
  }

  /**
   * A step takes so long that half of the control will not fit twice into what is left, or that the
   * time is up after the first student's first epoch, which is before its first look.
   */
  @ParameterizedTest(name = "{0} s a step: no time for {1}")
  @CsvSource({"46, control, 10", "24, fair, 5"})
  void refusesATimeThatIsTooLittleForAControlAndOneLook(int seconds, String first, int made) {
    PretendSession slow =
        session.working(
            PretendSession.STEPS_AN_EPOCH,
            steps -> clock.move(Duration.ofSeconds(seconds * steps)));
    Trainings trainings = trainings(slow, DistillationListener.SILENT);

    assertThatThrownBy(() -> search(plan(0.5, 1, "fair", "good"), trainings))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "policy.yaml: spec.distillation.budget.time: PT10M is too little: after %d of the %d"
                + " steps that '%s' must make at least",
            made, first.equals("control") ? STEPS : STEPS / 2, first);
    assertThat(slow.runs()).allMatch(PretendSession.Run::closed);
  }

  @Test
  void aSearchWithinItsTimeDoesNotReachTheBudget() {
    Trainings trainings = trainings(DistillationListener.SILENT);

    RecipeSearch.Outcome outcome = search(plan(0.5, 1, "fair", "good"), trainings);

    assertThat(trainings.end("auto", List.of(), outcome.front()).budgetReached()).isFalse();
  }

  /** Half of the way to "far" keeps the bar, and its end does not. */
  @Test
  void finishesTheNextWhereAnEndIsBelowTheBar() {
    search(plan(0.5, 2, "far", "good", "fair"));

    assertThat(done("far")).isEqualTo(STEPS);
    assertThat(done("good")).isEqualTo(STEPS);
    assertThat(done("fair")).isEqualTo(STEPS / 2);
  }

  @Test
  void beginsWithTheTeacherTooWhereItCouldBeTheStudent() {
    Map<String, Wrong> aims = new HashMap<>(session.aims());
    aims.put("teacher", new Wrong(0, 0.3));
    aims.put("good, from the teacher", new Wrong(0.01, 0.11));
    PretendSession kin = PretendSession.of(session.incoming(), aims);
    Trainings trainings = trainings(kin, DistillationListener.SILENT);

    Trial chosen = search(plan(0.5, 2, "good", "fair"), trainings).chosen().orElseThrow();

    assertThat(chosen.recipe().name()).isEqualTo("good, from the teacher");
    assertThat(chosen.recipe().start()).isEqualTo(Start.TEACHER);
  }

  /**
   * The student lacks 10 points on the new rows; the teacher's weights lack nothing and make no
   * flips. Three tenths of the way back to the teacher it lacks 7, half of the way 5.
   */
  @Test
  void looksAtStudentsOnTheirWayFromTheTeacherToo() {
    Map<String, Wrong> aims = new HashMap<>(session.aims());
    aims.put("teacher", new Wrong(0, 0.1));
    aims.put("near, from the teacher", new Wrong(0.09, 0.2));
    PretendSession kin = PretendSession.of(session.incoming(), aims);
    Trainings trainings = trainings(kin, DistillationListener.SILENT);

    RecipeSearch.Outcome outcome = search(plan(0.5, 1, "near"), trainings);

    Trial chosen = outcome.chosen().orElseThrow();
    assertThat(chosen.origin()).isEqualTo(Start.TEACHER);
    assertThat(chosen.interpolation()).isEqualTo(0.5);
    assertThat(chosen.standing().negativeFlips().interval().estimate())
        .isCloseTo(0.01, within(1e-12));
    assertThat(outcome.front().stream().filter(point -> !point.stoppedEarly())).hasSize(9);
    assertThat(outcome.front().stream().filter(FrontPoint::chosen))
        .extracting(FrontPoint::recipe, FrontPoint::interpolation)
        .containsExactly(tuple("near, on the line from the teacher", 0.5));
  }

  @Test
  void goesOnWithTheFallbackWhereNoneKeepsTheBar() {
    RecipeSearch.Outcome outcome = search(orElse(plan(0.5, 2, "idle"), "good"));

    assertThat(outcome.chosen().map(trial -> trial.recipe().name())).contains("good");
    assertThat(done("good")).isEqualTo(STEPS);
  }

  @Test
  void triesOneFallbackAfterTheOtherUntilOneKeepsTheBar() {
    RecipeSearch.Outcome outcome = search(orElse(plan(0.5, 2, "idle"), "lost", "fair", "good"));

    assertThat(outcome.chosen().map(trial -> trial.recipe().name())).contains("fair");
    assertThat(session.runs()).extracting(PretendSession.Run::name).doesNotContain("good");
  }

  @Test
  void leavesTheFallbackOutWhereOneKeepsTheBar() {
    search(orElse(plan(0.5, 2, "lost", "fair"), "good"));

    assertThat(session.runs()).extracting(PretendSession.Run::name).doesNotContain("good");
  }

  /** "far" keeps the bar half-way, and not at its end. */
  @ParameterizedTest(name = "{0} side by side")
  @ValueSource(ints = {1, 2, 3})
  void whereItIsTrainedAgainAllThatKeepTheBarGoOnAndTheEndWithTheFewestFlipsIsChosen(
      int sideBySide) {
    PretendSession here = session.sideBySide(sideBySide);
    SearchPlan plan = again(plan(0.5, 4, "lost", "far", "fair", "good"));

    RecipeSearch.Outcome outcome = search(plan, trainings(here, DistillationListener.SILENT));

    assertThat(outcome.chosen().map(trial -> trial.recipe().name())).contains("good");
    assertThat(outcome.chosen().map(Trial::interpolation)).contains(1.0);
    assertThat(outcome.front().stream().filter(FrontPoint::stoppedEarly))
        .extracting(FrontPoint::recipe)
        .containsExactly("lost");
  }

  @Test
  void whereItIsTrainedAgainOneBelowTheBarGoesOnOnlyIfNoOtherKeepsItInTheEnd() {
    search(again(plan(0.5, 2, "lost", "far")));

    assertThat(done("lost")).isEqualTo(STEPS);
  }

  /** The control and the finalist see all rows four times, the other one twice. */
  @Test
  void countsTheRowsThatWereSeen() {
    Trainings trainings = trainings(DistillationListener.SILENT);

    RecipeSearch.Outcome outcome = search(plan(0.5, 1, "fair", "good"), trainings);

    Training training = trainings.end("auto", List.of(), outcome.front());
    assertThat(training.samplesSeen()).isEqualTo((4 + 4 + 2) * ROWS);
    assertThat(training.device()).isEqualTo("nowhere");
  }

  @Test
  void tellsEveryEpochOnceAndStopsAfterTheOneInWhichTheTimeIsUp() {
    List<EpochLoss> told = new ArrayList<>();
    Trainings trainings =
        trainings(
            new DistillationListener() {
              @Override
              public void trained(String training, EpochLoss loss) {
                assertThat(training).isEqualTo("fair");
                told.add(loss);
                clock.move(CEILING.dividedBy(3).plusNanos(1));
              }

              @Override
              public void says(String line) {
                said.add(line);
              }
            });
    Recipe recipe = recipe("fair");
    TrainingRun run = trainings.begin(recipe, all());

    trainings.advance(run, recipe, 0.4);
    assertThat(run.done()).isEqualTo(8);
    assertThat(told).hasSize(1);
    trainings.advance(run, recipe, 1);

    assertThat(run.done()).isEqualTo(15);
    assertThat(told).extracting(EpochLoss::epoch).containsExactly(1, 2, 3);
    Training training = trainings.end("fair", run.losses(), List.of());
    assertThat(training.budgetReached()).isTrue();
    assertThat(training.epochs()).isEqualTo(3);
    assertThat(said)
        .containsExactly(
            "fair stops after 3 of 4 epochs: spec.distillation.budget.time: PT10M is spent");
    assertThat(training.seconds()).isCloseTo(600, within(1e-6));
    assertThat(training.samplesSeen()).isEqualTo(3 * ROWS);
  }
}
