package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import dev.bckd.stats.SplitMix64;

/**
 * Rows made of two logged ones each. A teacher knows the rows it was trained on by heart, so its
 * answers to them say little about what it makes of others; to these it answers as it would to
 * strangers. Whole numbers, such as the ids of a list, come from either row by even chance, real
 * ones are the mean of both. Some ids of a list are then exchanged for any that lists have: what a
 * teacher makes of a rare id shows in few logged rows, or in none with the ids beside it that the
 * next request will have.
 *
 * @see <a href="https://arxiv.org/abs/2106.05237">Beyer et al., CVPR 2022: function matching</a>
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al., ICLR 2018: mixup</a>
 */
final class MixedRows {
  /** Of the ids of a list. */
  private static final double EXCHANGED = 0.7;

  private final Table rows;
  private final int[] from;
  private final int[] known;
  private final long seed;

  /**
   * @param rows logged ones
   * @param from which of them may be mixed; not empty
   * @param known those whose ids the teacher takes; not empty
   * @param seed of every drawing
   */
  MixedRows(Table rows, int[] from, int[] known, long seed) {
    this.rows = rows;
    this.from = from;
    this.known = known;
    this.seed = seed;
  }

  /** Makes some. */
  Table make(Signature signature, int count) {
    Table one = rows.select(drawn(count, "one"));
    Table other = rows.select(drawn(count, "other"));
    Table mixed = one;
    for (TensorSpec input : signature.inputs()) {
      mixed = mixed.with(input.name(), mixed(input, one, other));
    }
    return mixed;
  }

  private long start(String what) {
    return SplitMix64.mix(seed ^ SplitMix64.hash("mixed " + what));
  }

  private int[] drawn(int count, String which) {
    long start = start(which);
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = from[(int) (SplitMix64.uniform(SplitMix64.at(start, i)) * from.length)];
    }
    return drawn;
  }

  private Column mixed(TensorSpec input, Table one, Table other) {
    if (input.type() == ElementType.FLOAT32) {
      return mean(
          one.column(input.name(), Column.Floats.class),
          other.column(input.name(), Column.Floats.class));
    }
    Column.Longs crossed =
        crossed(
            one.column(input.name(), Column.Longs.class),
            other.column(input.name(), Column.Longs.class),
            start(input.name()));
    return input.listsIds() ? exchanged(crossed, input) : crossed;
  }

  private static Column mean(Column.Floats one, Column.Floats other) {
    NumberCollector<float[]> mean = one.numbers().collector();
    float[] values = new float[one.width()];
    float[] others = new float[one.width()];
    for (int row = 0; row < one.rows(); row++) {
      one.values(row, row + 1).get(values);
      other.values(row, row + 1).get(others);
      for (int i = 0; i < values.length; i++) {
        values[i] += (others[i] - values[i]) / 2;
      }
      mean.add(values, 0, values.length);
    }
    return new Column.Floats(mean.finish(), one.width());
  }

  private static Column.Longs crossed(Column.Longs one, Column.Longs other, long start) {
    NumberCollector<long[]> crossed = one.numbers().collector();
    long[] values = new long[one.width()];
    long[] others = new long[one.width()];
    for (int row = 0; row < one.rows(); row++) {
      one.values(row, row + 1).get(values);
      other.values(row, row + 1).get(others);
      for (int i = 0; i < values.length; i++) {
        if (SplitMix64.at(start, (long) row * values.length + i) < 0) {
          values[i] = others[i];
        }
      }
      crossed.add(values, 0, values.length);
    }
    return new Column.Longs(crossed.finish(), one.width());
  }

  private Column exchanged(Column.Longs lists, TensorSpec input) {
    SeenIds seen = SeenIds.of(rows.column(input.name(), Column.Longs.class), known, input.pad());
    long whether = start(input.name() + " exchanged");
    long which = start(input.name() + " for");
    NumberCollector<long[]> exchanged = lists.numbers().collector();
    long[] list = new long[lists.width()];
    for (int row = 0; row < lists.rows(); row++) {
      lists.values(row, row + 1).get(list);
      for (int i = 0; i < list.length; i++) {
        long number = (long) row * list.length + i;
        if (list[i] != input.pad()
            && SplitMix64.uniform(SplitMix64.at(whether, number)) < EXCHANGED) {
          list[i] = seen.insteadOf(list[i], i, SplitMix64.at(which, number));
        }
      }
      exchanged.add(list, 0, list.length);
    }
    return new Column.Longs(exchanged.finish(), lists.width());
  }
}
