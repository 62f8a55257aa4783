package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.Optional;

/**
 * The flips of one model against the teacher on a whole suite or a slice of it.
 *
 * @param slice the slice; empty: the whole suite
 * @param model whose flips
 * @param table the counts
 */
public record Flips(Optional<String> slice, Role model, FlipTable table) {}
