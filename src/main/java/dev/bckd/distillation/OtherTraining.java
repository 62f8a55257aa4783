package dev.bckd.distillation;

import java.util.List;

/**
 * A training on the way to a student that is not the student's own.
 *
 * @param recipe the recipe's name
 * @param losses each term, each epoch, as far as it went; at least one
 */
public record OtherTraining(String recipe, List<EpochLoss> losses) {
  public OtherTraining {
    losses = List.copyOf(losses);
  }
}
