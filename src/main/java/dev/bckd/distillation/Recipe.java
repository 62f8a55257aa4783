package dev.bckd.distillation;

import java.util.List;

/**
 * Everything that fixes a distillation, given its rows and models.
 *
 * @param name for the report
 * @param terms of the loss
 * @param learningRate of Adam at the first step; it falls linearly to zero over all steps
 * @param batch rows a step
 * @param epochs passes over the history
 * @param seed of the order of rows
 */
public record Recipe(
    String name, List<Term> terms, double learningRate, int batch, int epochs, long seed) {
  public Recipe {
    terms = List.copyOf(terms);
  }
}
