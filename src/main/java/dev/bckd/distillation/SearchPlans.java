package dev.bckd.distillation;

import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.policy.Augmentation;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What {@code recipe: auto} tries. It follows from the kind and the number of rows only; the values
 * were found on cases made for the purpose ({@code docs/rationale.md}).
 *
 * @param rows that a student is trained on, made ones included
 * @param further whether the incoming model has classes that the teacher lacks
 * @param epochs ceiling of the policy
 * @param seed of every random choice
 */
record SearchPlans(int rows, boolean further, int epochs, long seed) {
  /** Rows made of the catalogue, for each labelled one. */
  static final double MADE = 2;

  private static final int LEAST_BATCH = 64;
  private static final int MOST_BATCH = 1024;
  private static final int STEPS_AN_EPOCH = 128;

  /** Rows that one trial sees at least. */
  private static final int SEEN = 300_000;

  private static final int LEAST_EPOCHS = 2;
  private static final int MOST_EPOCHS = 40;

  /** With fewer labelled rows, those that decided are worth one more training. */
  private static final int FEW_ROWS = 50_000;

  private static final double LEARNING_RATE = 0.002;

  /** What a distilled student may lack on rows that are remembered, not learnt. */
  private static final double MARGIN = 0.013;

  /**
   * Another period or another sample of the same classes: the teacher's share on rows of the new
   * tasks is what is searched.
   *
   * @param ensemble how far teacher and incoming model agree on them
   */
  SearchPlan plan(EnsembleCurve ensemble, long labelled) {
    List<Recipe> trials = further ? furtherClasses() : sameClasses(ensemble);
    return new SearchPlan(control(), trials, 0.5, 1, MARGIN, labelled < FEW_ROWS);
  }

  private List<Recipe> sameClasses(EnsembleCurve ensemble) {
    double most = Math.max(0.3, Math.min(0.6, ensemble.largestShare(0)));
    return DoubleStream.of(most, most - 0.2)
        .mapToObj(
            share ->
                recipe(
                    String.format(Locale.ROOT, "teacher's share %.1f on new rows", share),
                    List.of(pooled(share, 0)),
                    Math.min(epochs, passes(LEAST_EPOCHS)),
                    1,
                    Augmentation.NONE,
                    0))
        .toList();
  }

  private List<Recipe> furtherClasses() {
    return DoubleStream.of(2, 4)
        .mapToObj(
            weight ->
                recipe(
                    String.format(Locale.ROOT, "old rows weigh %.0f", weight),
                    List.of(pooled(1, 0.2)),
                    Math.min(epochs, passes(LEAST_EPOCHS)),
                    weight,
                    new Augmentation(0.5, 0, 0, Augmentation.Teachers.CLEAN),
                    0.4))
        .toList();
  }

  private Recipe control() {
    return recipe(
        "control",
        List.of(Term.of(CrossEntropy.PLAIN, 1)),
        Math.min(epochs, Math.max(1, passes(1) / 3)),
        1,
        further ? new Augmentation(0.5, 0, 0, Augmentation.Teachers.CLEAN) : Augmentation.NONE,
        0);
  }

  private static Term pooled(double onNew, double smoothing) {
    return Term.of(KullbackLeibler.PLAIN, 1, new Target.Pooled(1, onNew, 1, smoothing));
  }

  private Recipe recipe(
      String name,
      List<Term> terms,
      int passes,
      double oldWeight,
      Augmentation augmentation,
      double average) {
    return new Recipe(
        name,
        terms,
        LEARNING_RATE,
        batch(),
        passes,
        oldWeight,
        augmentation,
        average,
        List.of(),
        seed);
  }

  private int batch() {
    int most = Integer.highestOneBit(Math.max(1, rows / STEPS_AN_EPOCH));
    return Math.min(rows, Math.min(MOST_BATCH, Math.max(LEAST_BATCH, most)));
  }

  private int passes(int least) {
    return (int) Math.max(least, Math.min(MOST_EPOCHS, Math.round((double) SEEN / rows)));
  }
}
