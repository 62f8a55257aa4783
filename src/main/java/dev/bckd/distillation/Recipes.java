package dev.bckd.distillation;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;

/**
 * Fixes what a policy leaves open. Whatever the policy names is taken as it is; the rest is {@code
 * auto}, which looks at the number of rows only, so that equal data is always distilled alike:
 *
 * <ul>
 *   <li>loss: cross-entropy + 2 × Kullback-Leibler divergence with its defaults. The focal weights
 *       have mean one here; as Yan et al. write them, without that, their mean with a good teacher
 *       is near 5, which keeps more old answers and costs some of the new ones
 *   <li>batch: the largest power of two within 64 and 1,024 that still makes 128 steps an epoch
 *   <li>epochs: as many as come nearest to 1,500 steps or 700,000 rows, whichever is fewer, within
 *       2 and 12
 *   <li>learning rate: 0.001 from 50,000 rows on, 0.002 below, where steps are few
 * </ul>
 *
 * <p>{@code budget.epochs} is a ceiling on the epochs.
 */
public final class Recipes {
  private static final int LEAST_BATCH = 64;
  private static final int MOST_BATCH = 1024;
  private static final int STEPS_AN_EPOCH = 128;
  private static final int STEPS = 1500;
  private static final int ROWS = 700_000;
  private static final int LEAST_EPOCHS = 2;
  private static final int MOST_EPOCHS = 12;
  private static final int MANY_ROWS = 50_000;

  private Recipes() {}

  /**
   * The recipe of a policy.
   *
   * @param rows of the history, old and new
   * @throws BadInputException if the policy names a loss or parameter that does not exist or a
   *     value out of range
   */
  public static Recipe of(UpgradePolicy policy, int rows) {
    String place = policy.file() + ": spec.distillation.recipe";
    DistillationPolicy distillation = policy.distillation();
    RecipeSpec spec = distillation.recipe();
    int batch = batch(place, spec, rows);
    return new Recipe(
        spec.equals(RecipeSpec.AUTO) ? "auto" : "explicit",
        terms(place, spec),
        learningRate(place, spec, rows),
        batch,
        epochs(policy, batch, rows),
        distillation.seed());
  }

  private static List<Term> terms(String place, RecipeSpec spec) {
    if (spec.losses().isEmpty()) {
      return List.of(new Term(new CrossEntropy(), 1), new Term(KullbackLeibler.DEFAULT, 2));
    }
    return spec.losses().stream().map(loss -> Losses.term(place, loss)).toList();
  }

  private static double learningRate(String place, RecipeSpec spec, int rows) {
    double rate = spec.learningRate().orElse(rows >= MANY_ROWS ? 0.001 : 0.002);
    if (!(rate > 0 && rate < 1)) {
      throw new BadInputException(
          place, "learningRate: expected a number between 0 and 1, got " + rate);
    }
    return rate;
  }

  private static int batch(String place, RecipeSpec spec, int rows) {
    int most = Integer.highestOneBit(Math.max(1, rows / STEPS_AN_EPOCH));
    int batch = spec.batch().orElse(Math.min(MOST_BATCH, Math.max(LEAST_BATCH, most)));
    if (batch < 1) {
      throw new BadInputException(place, "batch: expected 1 or more, got " + batch);
    }
    return Math.min(batch, rows);
  }

  private static int epochs(UpgradePolicy policy, int batch, int rows) {
    long stepsAnEpoch = (rows + batch - 1L) / batch;
    double passes = Math.min((double) STEPS / stepsAnEpoch, (double) ROWS / rows);
    int planned = (int) Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(passes)));
    int ceiling = policy.distillation().budget().epochs().orElse(planned);
    if (ceiling < 1) {
      throw new BadInputException(
          policy.file() + ": spec.distillation.budget",
          "epochs: expected 1 or more, got " + ceiling);
    }
    return Math.min(planned, ceiling);
  }
}
