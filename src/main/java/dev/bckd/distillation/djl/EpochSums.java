package dev.bckd.distillation.djl;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.model.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the terms of a training amount to in an epoch; refuses those that do nothing. */
final class EpochSums {
  private final List<Term> terms;
  private final double[] sums;
  private final double[] gradients;
  private final boolean[] active;
  private long rows;

  EpochSums(List<Term> terms) {
    this.terms = terms;
    this.sums = new double[terms.size()];
    this.gradients = new double[terms.size()];
    this.active = new boolean[terms.size()];
  }

  /** Counts a step in: each term's value, over so many rows. */
  void add(double[] values, int size) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i] * size;
    }
    rows += size;
  }

  /**
   * What a weighted term was at the epoch's last step.
   *
   * @param value 0 where no row of the step concerns it: then its gradient tells nothing
   * @param norm of its gradient
   */
  void gradient(int term, double value, double norm) {
    gradients[term] = norm;
    active[term] |= value == 0 && sums[term] != 0;
  }

  /**
   * @throws BadInputException naming the term
   */
  void requireFinite(int term, double value, int epoch) {
    if (!Double.isFinite(value)) {
      boolean untrained = epoch == 1 && rows == 0;
      throw bad(
          term,
          untrained
              ? "is "
                  + value
                  + " at the first step, before anything was learned: by the logits of"
                  + " teacher or incoming model, or the recipe's weights"
              : "is "
                  + value
                  + " in epoch "
                  + epoch
                  + "; a recipe with a lower learningRate may help");
    }
  }

  /** A term that has done something may come to its end: no row is wrong any more. */
  private void requireActive(int term, int epoch) {
    boolean waits = epoch == 1 && terms.get(term).beginsAtZero();
    active[term] |= waits || (sums[term] != 0 && gradients[term] != 0);
    if (active[term]) {
      return;
    }
    throw sums[term] == 0
        ? bad(term, "is 0 on every row, so it does nothing")
        : bad(term, "has no gradient in epoch " + epoch + ", so it does nothing");
  }

  /**
   * Ends an epoch and begins the next.
   *
   * @throws BadInputException naming a term that was 0 throughout the first epoch or has no
   *     gradient at its end
   */
  List<EpochLoss> close(int epoch) {
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      total += Math.abs(terms.get(i).weight() * sums[i]);
    }
    List<EpochLoss> losses = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      requireFinite(i, gradients[i], epoch);
      requireActive(i, epoch);
      double share = total == 0 ? 0 : Math.abs(terms.get(i).weight() * sums[i]) / total;
      losses.add(new EpochLoss(epoch, terms.get(i).name(), sums[i] / rows, share, gradients[i]));
    }
    Arrays.fill(sums, 0);
    Arrays.fill(gradients, 0);
    rows = 0;
    return losses;
  }

  /** Everything that the next steps go on from, in a fixed order. */
  double[] state() {
    double[] state = new double[3 * sums.length + 1];
    state[0] = rows;
    for (int i = 0; i < sums.length; i++) {
      state[3 * i + 1] = sums[i];
      state[3 * i + 2] = gradients[i];
      state[3 * i + 3] = active[i] ? 1 : 0;
    }
    return state;
  }

  /** Goes on from an earlier {@link #state}. */
  void restore(double[] state) {
    rows = (long) state[0];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = state[3 * i + 1];
      gradients[i] = state[3 * i + 2];
      active[i] = state[3 * i + 3] == 1;
    }
  }

  private BadInputException bad(int term, String problem) {
    return new BadInputException(
        "distillation", "the loss %s %s".formatted(terms.get(term).describe(), problem));
  }
}
