package dev.bckd.distillation;

import java.util.List;
import java.util.stream.Collectors;

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

  /** The recipe in words, for reports. */
  public String describe() {
    String sum =
        terms.stream()
            .map(term -> term.weight() + " × " + term.loss().describe())
            .collect(Collectors.joining(" + "));
    return "%s: %s; Adam from %s to 0, batch %d, %d epochs, seed %d"
        .formatted(name, sum, learningRate, batch, epochs, seed);
  }
}
