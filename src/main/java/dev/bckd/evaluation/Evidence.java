package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What every model answered to the same samples of a suite.
 *
 * @param <E> the kind of evidence itself
 */
public sealed interface Evidence<E extends Evidence<E>> permits Answers, Rankings {
  /** Number of samples: rows, or requests. */
  int samples();

  /** The models that answered. */
  Set<Role> roles();

  /** Some of the samples, by number from 0, in the order given. */
  E select(int[] samples);

  /**
   * The same with wrong answers of one model: on labelled rows another answer than the label, in
   * lists the relevant candidates behind all others.
   *
   * @param samples which samples it answers wrong
   */
  E spoiled(Role role, IntPredicate samples);
}
