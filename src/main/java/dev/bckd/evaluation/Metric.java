package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Statistic;

/**
 * One way to look at a model's answers.
 *
 * @param <E> the evidence it reads
 */
public interface Metric<E extends Evidence<E>> {
  /** Its name in suites and reports. */
  String name();

  /** Which way it is better. */
  Direction direction();

  /** Whether it holds a model against the teacher, and so has no value for the teacher itself. */
  default boolean againstTeacher() {
    return false;
  }

  /**
   * The metric of one model.
   *
   * @param evidence answers; the teacher's among them if the metric is against the teacher
   * @param role whose answers to look at
   */
  Statistic of(E evidence, Role role);
}
