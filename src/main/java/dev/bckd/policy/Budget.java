package dev.bckd.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * Ceilings of a distillation.
 *
 * @param time after which no further epoch is begun; refused where it is too little for the first
 * @param epochs passes over the history at most; empty: the recipe's own number
 */
public record Budget(Duration time, Optional<Integer> epochs) {
  /** Ten minutes, and as many epochs as the recipe plans. */
  public static final Budget DEFAULT = new Budget(Duration.ofMinutes(10), Optional.empty());
}
