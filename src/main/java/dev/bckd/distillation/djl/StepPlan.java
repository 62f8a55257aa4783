package dev.bckd.distillation.djl;

import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.distillation.recipe.Recipe;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which rows each step of an epoch takes: all rows of the epoch once, in an order that depends on
 * seed and epoch only. The candidates of a list stay together, last in a step; lists and other rows
 * are spread evenly over the steps.
 */
final class StepPlan {
  /** Set apart from the order of rows. */
  private static final long LISTS = 0x4C495354L;

  private final CandidateLists lists;
  private final int firstInList;
  private final int batch;
  private final int singles;
  private final int whole;
  private final RowOrder singleOrder;
  private final RowOrder listOrder;
  private int epoch;
  private int[] singleRows = {};
  private int[] listNumbers = {};

  /**
   * @param used the rows of the training, rising; a list counts as one if all of it is used
   */
  StepPlan(TrainingRows rows, int[] used, Recipe recipe) {
    this.lists = rows.lists();
    this.firstInList = rows.size() - lists.rows();
    this.batch = recipe.batch();
    int[] filled = new int[lists.count()];
    Arrays.stream(used).filter(row -> row >= firstInList).forEach(row -> filled[list(row)]++);
    int[] complete =
        IntStream.range(0, lists.count()).filter(i -> filled[i] == lists.length()).toArray();
    int[] others =
        Arrays.stream(used)
            .filter(row -> row < firstInList || filled[list(row)] < lists.length())
            .toArray();
    this.singleOrder =
        new RowOrder(
            Arrays.stream(others).filter(rows::labelled).toArray(),
            Arrays.stream(others).filter(row -> !rows.labelled(row)).toArray(),
            recipe.turns(),
            recipe.seed());
    this.listOrder = new RowOrder(complete, recipe.seed() ^ LISTS);
    this.singles = singleOrder.size();
    this.whole = complete.length;
  }

  private int list(int row) {
    return (row - firstInList) / lists.length();
  }

  /** Steps of an epoch. */
  long steps() {
    return (singles + (long) whole * lists.length() + batch - 1) / batch;
  }

  /**
   * The rows of one step.
   *
   * @param inEpoch from 1
   * @param step of the epoch, from 0
   */
  StepRows of(int inEpoch, long step) {
    if (inEpoch != epoch) {
      singleRows = singleOrder.of(inEpoch);
      listNumbers = listOrder.of(inEpoch);
      epoch = inEpoch;
    }
    int from = whole == 0 ? Math.toIntExact(step * batch) : share(singles, step);
    int to = whole == 0 ? Math.min(singles, from + batch) : share(singles, step + 1);
    int firstList = share(whole, step);
    int some = share(whole, step + 1) - firstList;
    long[] rows = new long[to - from + some * lists.length()];
    int at = 0;
    for (int i = from; i < to; i++) {
      rows[at++] = singleRows[i];
    }
    for (int list = firstList; list < firstList + some; list++) {
      for (int i = 0; i < lists.length(); i++) {
        rows[at++] = firstInList + (long) listNumbers[list] * lists.length() + i;
      }
    }
    return new StepRows(rows, some);
  }

  private int share(int of, long step) {
    return Math.toIntExact(of * step / steps());
  }

  /**
   * The rows of one step.
   *
   * @param rows their indices
   * @param lists candidate lists among them, which come last
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record StepRows(long[] rows, int lists) {}
}
