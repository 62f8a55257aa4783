package dev.bckd.distillation.recipe;

import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Everything that fixes a training, given its rows and models.
 *
 * @param name for the report
 * @param terms of the loss
 * @param learningRate of Adam at the first step; it falls linearly to zero over all steps
 * @param batch rows a step
 * @param epochs passes over the labelled rows
 * @param turns rows without a label take turns: each has a part in one of so many epochs; 1 is
 *     every epoch
 * @param oldWeight weight of rows of the old tasks, those of the new ones having 1; positive
 * @param augmentation of the student's input
 * @param average share of the training, at its end, over which the student's weights are averaged,
 *     in [0, 1); 0 takes the last ones (Izmailov et al., UAI 2018)
 * @param start whose weights the student begins with
 * @param freeze names of parameters that stay as they are; {@code *} stands for any letters
 * @param seed of every random choice
 */
public record Recipe(
    String name,
    List<Term> terms,
    double learningRate,
    int batch,
    int epochs,
    int turns,
    double oldWeight,
    Augmentation augmentation,
    double average,
    Start start,
    List<String> freeze,
    long seed) {
  public Recipe {
    terms = List.copyOf(terms);
    freeze = List.copyOf(freeze);
  }

  /** The same from the teacher's weights. */
  public Recipe fromTeacher() {
    return like(name + ", from the teacher", learningRate, Start.TEACHER);
  }

  /**
   * The same with smaller steps.
   *
   * @param share of the learning rate, in (0, 1)
   */
  public Recipe gentler(double share) {
    double smaller = share * learningRate;
    return like(String.format(Locale.ROOT, "%s, step %.4f", name, smaller), smaller, start);
  }

  private Recipe like(String newName, double newRate, Start newStart) {
    return new Recipe(
        newName,
        terms,
        newRate,
        batch,
        epochs,
        turns,
        oldWeight,
        augmentation,
        average,
        newStart,
        freeze,
        seed);
  }

  /** Share of the divergences in the sum of the terms' weights, in [0, 1]. */
  public double alpha() {
    double divergences =
        terms.stream()
            .filter(term -> term.loss() instanceof Divergence)
            .mapToDouble(Term::weight)
            .sum();
    return divergences / terms.stream().mapToDouble(Term::weight).sum();
  }

  /** The recipe in words, for reports. */
  public String describe() {
    String sum = terms.stream().map(Term::describe).collect(Collectors.joining(" + "));
    return "%s: %s; Adam from %s to 0, batch %d, %d epochs, seed %d%s"
        .formatted(name, sum, learningRate, batch, epochs, seed, further());
  }

  private String further() {
    StringBuilder words = new StringBuilder();
    if (turns > 1) {
      words.append("; rows without a label in one of ").append(turns).append(" epochs each");
    }
    if (oldWeight != 1) {
      words.append("; old rows weigh ").append(oldWeight);
    }
    if (augmentation.changes()) {
      words.append(
          "; inputs masked %s, shortened %s, noise %s"
              .formatted(augmentation.mask(), augmentation.shorten(), augmentation.noise()));
    }
    if (average > 0) {
      words.append("; weights averaged over the last ").append(average);
    }
    if (start == Start.TEACHER) {
      words.append("; begins with the teacher's weights");
    }
    if (!freeze.isEmpty()) {
      words.append("; frozen: ").append(String.join(", ", freeze));
    }
    return words.toString();
  }
}
