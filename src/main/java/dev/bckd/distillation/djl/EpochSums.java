package dev.bckd.distillation.djl;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.distillation.recipe.WeightLoss;
import dev.bckd.model.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the terms of a training amount to in an epoch; refuses those that do nothing. */
final class EpochSums {
  private static final String ROUNDING = "is 0 on every row but for rounding, so it does nothing";

  private final List<Term> terms;
  private final double[] sums;
  private final double[] gradients;
  private final boolean[] active;
  private final boolean[] felt;
  private Rounding rounding = Rounding.NONE;
  private long rows;

  EpochSums(List<Term> terms) {
    this.terms = terms;
    this.sums = new double[terms.size()];
    this.gradients = new double[terms.size()];
    this.active = new boolean[terms.size()];
    this.felt = new boolean[terms.size()];
  }

  /** Counts a step in: each term's value, over so many rows. */
  void add(double[] values, int size) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i] * size;
    }
    rows += size;
  }

  /** Takes what is rounding in the models' answers; until then nothing is. */
  void within(Rounding ofAnswers) {
    rounding = ofAnswers;
  }

  /**
   * What a term was at a step: at the first one, and at each epoch's last.
   *
   * @param value before its weight; 0 where no row of the step concerns it: then its gradient tells
   *     nothing
   * @param norm of the weighted term's gradient
   */
  void gradient(int term, double value, double norm) {
    gradients[term] = norm;
    felt[term] |= norm != 0;
    active[term] |= norm != 0 && !rounding(term, value, norm);
    active[term] |= (norm != 0 || value == 0) && !rounding(term, mean(term), norm);
  }

  /** Whether a term may be 0. Distances of weights from where they began are so exactly. */
  private boolean rounding(int term, double value, double norm) {
    return terms.get(term).loss() instanceof WeightLoss
        ? value == 0
        : rounding.explains(value, norm / terms.get(term).weight());
  }

  private double mean(int term) {
    return rows == 0 ? 0 : sums[term] / rows;
  }

  /** Whether a term was seen to move the student. */
  boolean moves() {
    for (boolean one : active) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  /**
   * Refuses a training in which nothing but rounding would move the student.
   *
   * @throws BadInputException naming the first term that is nothing else
   */
  void requireMore() {
    for (int i = 0; i < felt.length && !moves(); i++) {
      if (felt[i]) {
        throw bad(i, ROUNDING);
      }
    }
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
    active[term] |= waits;
    if (active[term]) {
      return;
    }
    if (sums[term] == 0) {
      throw bad(term, "is 0 on every row, so it does nothing");
    }
    throw gradients[term] == 0 && !rounding(term, mean(term), 0)
        ? bad(term, "has no gradient in epoch " + epoch + ", so it does nothing")
        : bad(term, ROUNDING);
  }

  /**
   * Ends an epoch and begins the next.
   *
   * @throws BadInputException naming a term that was 0, or 0 but for rounding, throughout the first
   *     epoch or has no gradient at its end
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
