package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import dev.bckd.stats.SplitMix64;
import java.util.stream.IntStream;

/**
 * Makes rows that a model was trained on into rows it has not seen. A model answers the former from
 * memory; what it makes of the latter is what it has learnt. Only lists of ids are altered; rows
 * without one stay as they are.
 */
enum Probe {
  /**
   * A part of each list becomes padding. A student of few long rows that has moved from them is up
   * to five points below the incoming model here where it is two below on rows that neither has
   * seen.
   */
  MASKED(0.05) {
    @Override
    Column altered(Column.Longs lists, int[] from, TensorSpec input, long start) {
      long[] values = lists.values().clone();
      for (int i = 0; i < values.length; i++) {
        if (SplitMix64.uniform(SplitMix64.at(start, i)) < MASKED_SHARE) {
          values[i] = input.pad();
        }
      }
      return new Column.Longs(values, lists.width());
    }
  },

  /**
   * Each list comes from another row: for models that judge a list together with an item. There a
   * student of many rows is a little further below the incoming model than on rows that neither has
   * seen.
   */
  SHUFFLED(0.006) {
    @Override
    Column altered(Column.Longs lists, int[] from, TensorSpec input, long start) {
      return lists.select(
          IntStream.range(0, lists.rows())
              .map(row -> from[(int) (SplitMix64.uniform(SplitMix64.at(start, row)) * from.length)])
              .toArray());
    }
  };

  /** Share of the ids that become padding. */
  private static final double MASKED_SHARE = 0.6;

  private final double margin;

  Probe(double margin) {
    this.margin = margin;
  }

  /** What a student may lack of the incoming model's accuracy on altered rows, as a share. */
  double margin() {
    return margin;
  }

  abstract Column altered(Column.Longs lists, int[] from, TensorSpec input, long start);

  /**
   * The same rows, altered by chance.
   *
   * @param from rows whose lists may take the place of others'; not empty
   */
  Table of(Table rows, int[] from, Signature signature, long seed) {
    Table altered = rows;
    for (TensorSpec input : signature.inputs()) {
      if (input.listsIds()) {
        Column.Longs lists = rows.column(input.name(), Column.Longs.class);
        long start = SplitMix64.mix(seed ^ SplitMix64.hash(input.name()));
        altered = altered.with(input.name(), altered(lists, from, input, start));
      }
    }
    return altered;
  }
}
