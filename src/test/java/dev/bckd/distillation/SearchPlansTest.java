package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Filter;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchPlansTest {
  private static final int NO_CEILING = Integer.MAX_VALUE;

  /** Mixtures are no less right than the incoming model alone up to a share of .6. */
  private static final EnsembleCurve ENSEMBLE =
      new EnsembleCurve(
          List.of(
              new EnsembleCurve.Point(0, 0.8),
              new EnsembleCurve.Point(0.6, 0.8),
              new EnsembleCurve.Point(1, 0.7)));

  /** The numbers of trials are of the binary kind, of the same and of further classes. */
  @ParameterizedTest(name = "{0} rows: batch {1}, with mixed ones {2}, {3} epochs")
  @CsvSource({
    "50, 50, 100, 40, true",
    "1000, 64, 128, 40, true",
    "13000, 64, 128, 20, true",
    "20000, 128, 256, 13, true",
    "49999, 256, 512, 5, true",
    "50000, 256, 512, 5, false",
    "100000, 512, 1024, 3, false",
    "300000, 1024, 1024, 2, false",
    "5000000, 1024, 1024, 2, false",
  })
  void followsFromTheNumberOfRows(int rows, int batch, int withMixed, int epochs, boolean few) {
    SearchPlan binary = plan(rows, 2, false, NO_CEILING);
    SearchPlan same = plan(rows, 50, false, NO_CEILING);
    SearchPlan further = plan(rows, 77, true, NO_CEILING);

    int waiting = few ? 0 : 1;
    assertThat(binary.trials()).hasSize(3 - waiting).allMatch(trial -> trial.batch() == batch);
    for (SearchPlan plan : List.of(same, further)) {
      assertThat(plan.trials()).hasSize(2 - waiting).allMatch(trial -> trial.batch() == withMixed);
    }
    for (SearchPlan plan : List.of(binary, same, further)) {
      assertThat(plan.trials())
          .allMatch(trial -> trial.epochs() == epochs)
          .allMatch(trial -> trial.learningRate() == (plan.equals(binary) ? 0.002 : 0.008))
          .allMatch(trial -> trial.seed() == 9);
      assertThat(plan.control().batch()).isEqualTo(batch);
      assertThat(plan.control().epochs()).isEqualTo(few ? 12 : 1);
      assertThat(plan.control().learningRate()).isEqualTo(few ? 0.002 : 0.0003);
      assertThat(plan.refit()).isEqualTo(few);
      assertThat(plan.finalists()).isEqualTo(few ? plan.trials().size() : 2);
      assertThat(plan.firstRung()).isEqualTo(0.5);
    }
  }

  /** So that weights which large steps destroy have a student too. */
  @ParameterizedTest(name = "{0} classes: steps of {1} and {2}")
  @CsvSource({"2, 0.0004, 0", "77, 0.0016, 0.0004"})
  void theFallbacksAreTheMostCautiousTrialWithSmallerSteps(
      int classes, double smaller, double smallest) {
    SearchPlan plan = plan(1000, classes, classes > 2, NO_CEILING);
    Recipe cautious = last(plan.trials());

    List<Recipe> fallbacks = plan.fallbacks();

    assertThat(fallbacks).hasSize(smallest > 0 ? 2 : 1);
    assertThat(fallbacks.get(0).learningRate()).isCloseTo(smaller, within(1e-12));
    if (smallest > 0) {
      assertThat(fallbacks.get(1).learningRate()).isCloseTo(smallest, within(1e-12));
    }
    assertThat(fallbacks)
        .allMatch(
            one ->
                one.name().equals("%s, step %.4f".formatted(cautious.name(), one.learningRate())))
        .allMatch(one -> one.terms().equals(cautious.terms()))
        .allMatch(one -> one.oldWeight() == cautious.oldWeight())
        .allMatch(one -> one.epochs() == cautious.epochs());
  }

  /** A training of many rows is dear. */
  @ParameterizedTest(name = "{0} classes")
  @ValueSource(ints = {2, 77})
  void withManyRowsTheMostCautiousTrialWaitsUntilNoOtherKeepsTheBar(int classes) {
    List<Recipe> all = plan(49_999, classes, classes > 2, NO_CEILING).trials();
    SearchPlan many = plan(50_000, classes, classes > 2, NO_CEILING);

    assertThat(many.trials()).extracting(Recipe::name).doesNotContain(last(all).name());
    assertThat(many.fallbacks().get(0).name()).isEqualTo(last(all).name());
    assertThat(many.fallbacks().get(1).name()).startsWith(last(all).name() + ", step ");
  }

  private static Recipe last(List<Recipe> recipes) {
    return recipes.get(recipes.size() - 1);
  }

  /** Without a catalogue. */
  private static SearchPlan plan(int labelled, int classes, boolean further, int epochs) {
    MadeShare made = MadeShare.of(classes, false);
    return new SearchPlans(labelled, made, classes, further, epochs, 9).plan(ENSEMBLE);
  }

  @ParameterizedTest(name = "{0} rows, at most {1} epochs: {2} and {3}")
  @CsvSource({"1000, 1, 1, 1", "1000, 30, 30, 12", "20000, 20, 13, 12", "100000, 2, 2, 1"})
  void theEpochsOfThePolicyAreACeiling(int rows, int most, int epochs, int ofControl) {
    for (int classes : new int[] {2, 50}) {
      SearchPlan plan = plan(rows, classes, false, most);

      assertThat(plan.trials()).allMatch(trial -> trial.epochs() == epochs);
      assertThat(plan.control().epochs()).isEqualTo(ofControl);
    }
  }

  @Test
  void binaryTrialsShareNewRowsAsFarAsTheEnsembleBears() {
    MadeShare made = MadeShare.of(2, true);
    List<Recipe> trials =
        new SearchPlans(10_000, made, 2, false, NO_CEILING, 9).plan(ENSEMBLE).trials();

    assertThat(trials).extracting(SearchPlansTest::onNew).containsExactly(0.3, 0.15, 0.3);
    assertThat(trials).allMatch(trial -> trial.oldWeight() == 1 && !trial.augmentation().changes());
    for (Recipe trial : trials) {
      Term label = trial.terms().get(1);
      assertThat(label.loss()).isInstanceOf(CrossEntropy.class);
      assertThat(label.weight()).isCloseTo(0.1 / 4, within(1e-12));
      assertThat(trial.terms().get(0).weight()).isCloseTo(1 - 0.1 / 4, within(1e-12));
    }
  }

  private static double onNew(Recipe recipe) {
    Term term = recipe.terms().get(0);
    assertThat(term.loss()).isInstanceOf(KullbackLeibler.class);
    Target.Pooled pooled = (Target.Pooled) term.target();
    assertThat(pooled.onOld()).isEqualTo(1);
    return pooled.onNew();
  }

  @ParameterizedTest(name = "{0} rows, {1} classes")
  @CsvSource({"49999, 2, 0, 0", "50000, 2, 128, 5", "135000, 2, 512, 2", "135000, 3, 0, 0"})
  void aStandInIsTrainedOnLabelsWhereManyRowsHaveTwoClasses(
      int rows, int classes, int batch, int epochs) {
    MadeShare made = MadeShare.of(classes, true);
    Optional<Recipe> standIn = new SearchPlans(rows, made, classes, false, NO_CEILING, 9).standIn();

    assertThat(standIn.isPresent()).isEqualTo(batch > 0);
    for (Recipe recipe : standIn.stream().toList()) {
      assertThat(recipe.terms()).containsExactly(Term.of(CrossEntropy.PLAIN, 1));
      assertThat(recipe.batch()).isEqualTo(batch);
      assertThat(recipe.epochs()).isEqualTo(epochs);
    }
  }

  @Test
  void triesSomeShareWhereTheEnsembleBearsNone() {
    EnsembleCurve none =
        new EnsembleCurve(
            List.of(new EnsembleCurve.Point(0, 0.8), new EnsembleCurve.Point(1, 0.7)));

    assertThat(new SearchPlans(1000, MadeShare.NONE, 2, false, NO_CEILING, 9).plan(none).trials())
        .extracting(SearchPlansTest::onNew)
        .containsExactly(0.15, 0.075, 0.15);
  }

  @Test
  void triesOneShareWhereItMakesNoDifference() {
    EnsembleCurve flat =
        new EnsembleCurve(
            List.of(new EnsembleCurve.Point(0, 0.8), new EnsembleCurve.Point(1, 0.8)));

    assertThat(new SearchPlans(1000, MadeShare.NONE, 2, false, NO_CEILING, 9).plan(flat).trials())
        .extracting(SearchPlansTest::onNew)
        .containsExactly(0.5, 0.5);
  }

  @Test
  void trialsOfSeveralClassesDifferInTheWeightsOfMixedAndOldRows() {
    List<Recipe> same = plan(1000, 50, false, NO_CEILING).trials();
    List<Recipe> further = plan(1000, 77, true, NO_CEILING).trials();

    assertThat(same).extracting(SearchPlansTest::onMixed).containsExactly(1.0, 0.5);
    assertThat(same).extracting(SearchPlansTest::onNew).containsOnly(0.3);
    assertThat(further).extracting(SearchPlansTest::onMixed).containsOnly(1.0);
    assertThat(further).extracting(Recipe::oldWeight).containsExactly(1.5, 1.0);
    assertThat(further).extracting(SearchPlansTest::onNew).containsOnly(1.0);
    assertThat(further).allMatch(trial -> trial.augmentation().mask() == 0.5);
    assertThat(further).allMatch(trial -> trial.turns() == 8);
  }

  /** The weight of the teacher on mixed rows. */
  private static double onMixed(Recipe recipe) {
    Term term = recipe.terms().get(1);
    assertThat(term.target()).isEqualTo(Term.TEACHER);
    assertThat(term.filter()).isEqualTo(new Filter.Unlabelled());
    return term.weight();
  }
}
