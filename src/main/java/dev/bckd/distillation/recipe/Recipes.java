package dev.bckd.distillation.recipe;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;

/**
 * The explicit recipe of a policy. What the policy leaves out follows from the number of rows only,
 * so that equal data is always distilled alike:
 *
 * <ul>
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
   * The recipe that a policy writes.
   *
   * @param rows of the history, old and new
   * @throws BadInputException if the policy names a loss or parameter that does not exist or a
   *     value out of range
   */
  public static Recipe explicit(UpgradePolicy policy, int rows) {
    RecipeSpec spec = policy.distillation().recipe();
    int batch = Math.min(spec.batch().orElse(batch(rows)), rows);
    int epochs = spec.epochs().orElse(epochs(batch, rows));
    return new Recipe(
        "explicit",
        terms(policy),
        spec.learningRate().orElse(learningRate(rows)),
        batch,
        Math.min(epochs, policy.distillation().budget().epochs().orElse(epochs)),
        1,
        spec.oldWeight(),
        spec.augmentation(),
        spec.average(),
        spec.start(),
        spec.freeze(),
        policy.distillation().seed());
  }

  /**
   * The terms that a policy writes; none where it has bckd search.
   *
   * @throws BadInputException as {@link #explicit}
   */
  public static List<Term> terms(UpgradePolicy policy) {
    String place = policy.file() + ": spec.distillation.recipe";
    List<Term> terms =
        policy.distillation().recipe().losses().stream()
            .map(loss -> Losses.term(place, loss))
            .toList();
    List<CandidateLists> lists = Needs.lists(terms).distinct().toList();
    if (lists.size() > 1) {
      throw new BadInputException(
          place,
          "the losses ask for %s and for %s; expected the same lists and length in all of them"
              .formatted(lists.get(0).describe(), lists.get(1).describe()));
    }
    return terms;
  }

  private static double learningRate(int rows) {
    return rows >= MANY_ROWS ? 0.001 : 0.002;
  }

  private static int batch(int rows) {
    int most = Integer.highestOneBit(Math.max(1, rows / STEPS_AN_EPOCH));
    return Math.min(MOST_BATCH, Math.max(LEAST_BATCH, most));
  }

  private static int epochs(int batch, int rows) {
    long stepsAnEpoch = (rows + batch - 1L) / batch;
    double passes = Math.min((double) STEPS / stepsAnEpoch, (double) ROWS / rows);
    return (int) Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, Math.round(passes)));
  }
}
