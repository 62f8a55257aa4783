package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
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
sealed interface Probe {
  /** What a student may lack of the incoming model's accuracy on altered rows, as a share. */
  double margin();

  /**
   * Other lists.
   *
   * @param from rows whose lists may take the place of others'; not empty
   * @param start of the sequence that draws
   */
  Column altered(Column.Longs lists, int[] from, TensorSpec input, long start);

  /**
   * The same rows, altered by chance.
   *
   * @param from rows whose lists may take the place of others'; not empty
   */
  default Table of(Table rows, int[] from, Signature signature, long seed) {
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

  /**
   * A part of each list becomes padding. What a difference here means on rows that neither has seen
   * varies by several points between cases, so the margin only keeps out what is far off.
   *
   * @param share of the ids, in [0, 1]
   */
  record Masked(double share, double margin) implements Probe {
    @Override
    public Column altered(Column.Longs lists, int[] from, TensorSpec input, long start) {
      NumberCollector<long[]> masked = lists.numbers().collector();
      long[] list = new long[lists.width()];
      for (int row = 0; row < lists.rows(); row++) {
        long first = (long) row * list.length;
        lists.numbers().copy(first, list.length, list, 0);
        for (int i = 0; i < list.length; i++) {
          if (SplitMix64.uniform(SplitMix64.at(start, first + i)) < share) {
            list[i] = input.pad();
          }
        }
        masked.add(list, 0, list.length);
      }
      return new Column.Longs(masked.finish(), lists.width());
    }
  }

  /**
   * Each list comes from another row: for models that judge a list together with an item. There a
   * student of many rows is a little further below the incoming model than on rows that neither has
   * seen.
   */
  record Shuffled() implements Probe {
    @Override
    public double margin() {
      return 0.006;
    }

    @Override
    public Column altered(Column.Longs lists, int[] from, TensorSpec input, long start) {
      return lists.select(
          IntStream.range(0, lists.rows())
              .map(row -> from[(int) (SplitMix64.uniform(SplitMix64.at(start, row)) * from.length)])
              .toArray());
    }
  }
}
