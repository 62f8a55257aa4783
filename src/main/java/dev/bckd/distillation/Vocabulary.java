package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the ids of an input that a model does not know: it answers them like an id out of range.
 *
 * <p>Each id is put into the same few rows in place of their own. A model that refuses ids out of
 * range knows every id that it takes: {@link TakenIds} finds those.
 */
final class Vocabulary {
  /** An id that no model has: beyond any table, and within 32 bits. */
  private static final long OUT_OF_RANGE = Integer.MAX_VALUE;

  /**
   * Share of the largest answer below which two are the same: a row is summed in another order
   * among few rows than among many.
   */
  private static final double ROUNDING = 1e-5;

  /** Rows that an id is tried in. */
  static final int TRIED = 3;

  private final ScoringModel model;
  private final String input;

  /**
   * @param input takes one id a row
   */
  Vocabulary(ScoringModel model, String input) {
    this.model = model;
    this.input = input;
  }

  /**
   * Which of some ids the model knows.
   *
   * @param rows any rows the model can answer; not empty
   */
  boolean[] knows(long[] ids, Table rows) {
    boolean[] known = new boolean[ids.length];
    int tried = Math.min(TRIED, rows.rows());
    Table few = rows.select(IntStream.range(0, tried).toArray());
    Scores unknown;
    try {
      unknown = answers(few, new long[] {OUT_OF_RANGE});
    } catch (BadInputException refusesIdsOutOfRange) {
      Arrays.fill(known, true);
      return known;
    }
    float[] none = unknown.values();
    float[] answers = answers(few, ids).values();
    double alike = ROUNDING * largest(answers);
    for (int id = 0; id < ids.length; id++) {
      int from = id * none.length;
      known[id] =
          IntStream.range(0, none.length)
              .anyMatch(i -> Math.abs(answers[from + i] - none[i]) > alike);
    }
    return known;
  }

  private static double largest(float[] answers) {
    return IntStream.range(0, answers.length)
        .mapToDouble(i -> Math.abs(answers[i]))
        .max()
        .orElse(0);
  }

  /** Every id in every row, id by id. */
  private Scores answers(Table few, long[] ids) {
    int tried = few.rows();
    int pairs = Math.multiplyExact(ids.length, tried);
    long[] column = new long[pairs];
    for (int i = 0; i < pairs; i++) {
      column[i] = ids[i / tried];
    }
    Table repeated = few.select(IntStream.range(0, pairs).map(i -> i % tried).toArray());
    return model.score(repeated.with(input, new Column.Longs(column, 1)));
  }
}
