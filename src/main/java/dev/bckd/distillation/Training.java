package dev.bckd.distillation;

import java.util.List;

/**
 * How a distillation went.
 *
 * @param recipe the recipe's name and terms, in words
 * @param epochs passes made
 * @param seconds wall time of training
 * @param samplesSeen rows stepped on, repeats counted
 * @param device where it ran
 * @param budgetReached whether the time ceiling cut it short
 * @param losses each term, each epoch
 */
public record Training(
    String recipe,
    int epochs,
    double seconds,
    long samplesSeen,
    String device,
    boolean budgetReached,
    List<EpochLoss> losses) {
  public Training {
    losses = List.copyOf(losses);
  }
}
