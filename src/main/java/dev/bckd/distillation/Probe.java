package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
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
    Column altered(Column.Longs lists, TensorSpec input, long start) {
      NumberCollector<long[]> masked = lists.numbers().collector();
      long[] list = new long[lists.width()];
      for (int row = 0; row < lists.rows(); row++) {
        long first = (long) row * list.length;
        lists.numbers().copy(first, list.length, list, 0);
        for (int i = 0; i < list.length; i++) {
          if (SplitMix64.uniform(SplitMix64.at(start, first + i)) < MASKED_SHARE) {
            list[i] = input.pad();
          }
        }
        masked.add(list, 0, list.length);
      }
      return new Column.Longs(masked.finish(), lists.width());
    }
  },

  /**
   * Each list comes from another row: for models that judge a list together with an item. There a
   * student of many rows is a little further below the incoming model than on rows that neither has
   * seen.
   */
  SHUFFLED(0.006) {
    @Override
    Column altered(Column.Longs lists, TensorSpec input, long start) {
      int rows = lists.rows();
      return lists.select(
          IntStream.range(0, rows)
              .map(row -> (int) (SplitMix64.uniform(SplitMix64.at(start, row)) * rows))
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

  abstract Column altered(Column.Longs lists, TensorSpec input, long start);

  /** The same rows, altered by chance. */
  Table of(Table rows, Signature signature, long seed) {
    Table altered = rows;
    for (TensorSpec input : signature.inputs()) {
      if (input.type() == ElementType.INT64 && !input.shape().isEmpty()) {
        Column.Longs lists = rows.column(input.name(), Column.Longs.class);
        long start = SplitMix64.mix(seed ^ SplitMix64.hash(input.name()));
        altered = altered.with(input.name(), altered(lists, input, start));
      }
    }
    return altered;
  }
}
