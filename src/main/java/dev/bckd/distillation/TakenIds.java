package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the rows that a model can be shown: one that looks ids up in a table without a place for
 * others refuses those beyond the table's end.
 *
 * <p>An id is tried in a row of padding. A model that refuses the least id there too says nothing
 * about ids and is taken to take all.
 */
final class TakenIds {
  private final ScoringModel model;
  private final Signature signature;

  TakenIds(ScoringModel model, Signature signature) {
    this.model = model;
    this.signature = signature;
  }

  /**
   * Which rows have only ids that the model takes.
   *
   * @param inputs those that are looked at
   */
  boolean[] in(Table rows, Predicate<TensorSpec> inputs) {
    boolean[] taken = new boolean[rows.rows()];
    Arrays.fill(taken, true);
    for (TensorSpec input : signature.inputs()) {
      if (input.type() == ElementType.INT64 && inputs.test(input) && taken.length > 0) {
        leaveOut(taken, input, rows.column(input.name(), Column.Longs.class));
      }
    }
    return taken;
  }

  private void leaveOut(boolean[] taken, TensorSpec input, Column.Longs ids) {
    LongSummaryStatistics all = new LongSummaryStatistics();
    for (int row = 0; row < taken.length; row++) {
      LongBuffer here = ids.values(row, row + 1);
      while (here.hasRemaining()) {
        all.accept(here.get());
      }
    }
    long last = last(input, all);
    for (int row = 0; row < taken.length; row++) {
      LongBuffer here = ids.values(row, row + 1);
      while (here.hasRemaining()) {
        taken[row] &= here.get() <= last;
      }
    }
  }

  /** The last id that it takes. */
  private long last(TensorSpec input, LongSummaryStatistics ids) {
    long taken = ids.getMin();
    long refused = ids.getMax();
    if (takes(input, refused) || !takes(input, taken)) {
      return refused;
    }
    while (refused - taken > 1) {
      long middle = taken + (refused - taken) / 2;
      if (takes(input, middle)) {
        taken = middle;
      } else {
        refused = middle;
      }
    }
    return taken;
  }

  /** Whether it takes an id, in a row that holds nothing else. */
  boolean takes(TensorSpec tried, long id) {
    Map<String, Column> row = new LinkedHashMap<>();
    for (TensorSpec input : signature.inputs()) {
      row.put(input.name(), filled(input, input.equals(tried) ? id : input.pad()));
    }
    try {
      return model.score(new Table(1, row)).rows() == 1;
    } catch (BadInputException refused) {
      return false;
    }
  }

  private static Column filled(TensorSpec input, long value) {
    if (input.type() == ElementType.INT64) {
      long[] values = new long[input.width()];
      Arrays.fill(values, value);
      return new Column.Longs(values, values.length);
    }
    float[] values = new float[input.width()];
    Arrays.fill(values, (float) value);
    return new Column.Floats(values, values.length);
  }
}
