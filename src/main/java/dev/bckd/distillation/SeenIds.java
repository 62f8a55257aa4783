package dev.bckd.distillation;

import dev.bckd.history.Column;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.stream.IntStream;

/**
 * The ids that occur in an input's lists, each as likely as any other. A place of a list takes
 * those from the least to the largest that any list has there: where places stand for different
 * things, an id of one need not be one of another.
 */
final class SeenIds {
  /** More are not looked at: they would hold next to no further ids. */
  private static final int MOST_NUMBERS = 1 << 22;

  private final long[] ids;
  private final int[] from;
  private final int[] to;

  private SeenIds(long[] ids, int[] from, int[] to) {
    this.ids = ids;
    this.from = from;
    this.to = to;
  }

  /**
   * @param rows whose ids count; not empty
   * @param pad fills short lists, and is no id
   */
  static SeenIds of(Column.Longs lists, int[] rows, long pad) {
    int looked = Math.min(Math.max(1, MOST_NUMBERS / lists.width()), rows.length);
    int[] spread =
        IntStream.range(0, looked)
            .map(i -> rows[(int) ((long) i * rows.length / looked)])
            .toArray();
    return of(lists.select(spread).values(), lists.width(), pad);
  }

  private static SeenIds of(long[] numbers, int width, long pad) {
    long[] ids = Arrays.stream(numbers).filter(id -> id != pad).sorted().distinct().toArray();
    int[] from = new int[width];
    int[] to = new int[width];
    for (int place = 0; place < width; place++) {
      int first = place;
      LongSummaryStatistics here =
          IntStream.range(0, numbers.length / width)
              .mapToLong(row -> numbers[row * width + first])
              .filter(id -> id != pad)
              .summaryStatistics();
      if (here.getCount() > 0) {
        from[place] = Arrays.binarySearch(ids, here.getMin());
        to[place] = Arrays.binarySearch(ids, here.getMax()) + 1;
      }
    }
    return new SeenIds(ids, from, to);
  }

  /**
   * One of those that a place takes.
   *
   * @param id what is there: it stays where none is known to be taken
   * @param bits by chance
   */
  long insteadOf(long id, int place, long bits) {
    int taken = to[place] - from[place];
    return taken == 0 ? id : ids[from[place] + (int) (SplitMix64.uniform(bits) * taken)];
  }
}
