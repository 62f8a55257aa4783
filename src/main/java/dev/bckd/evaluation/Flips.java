package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.Optional;

/**
 * The flips of one model against the teacher on a whole suite or a slice of it.
 *
 * @param slice the slice; empty: the whole suite
 * @param model whose flips
 * @param table the counts
 * @param mcNemar p-value of "both are right equally often" (McNemar's exact test); on whole suites
 *     only, and where rows are independent and count alike
 */
public record Flips(Optional<String> slice, Role model, FlipTable table, Optional<Double> mcNemar) {

  /** Without a test. */
  public Flips(Optional<String> slice, Role model, FlipTable table) {
    this(slice, model, table, Optional.empty());
  }
}
