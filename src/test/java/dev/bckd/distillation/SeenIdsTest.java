package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Column;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
  private static final long PAD = 0;

  private static long[] drawn(SeenIds seen, int place, int count) {
    return IntStream.range(0, count)
        .mapToLong(i -> seen.insteadOf(99, place, SplitMix64.at(5, i)))
        .toArray();
  }

  @Test
  void rareIdsAreAsLikelyAsFrequentOnes() {
    Column.Longs lists = new Column.Longs(new long[] {7, 7, 7, 7, 7, 3, 7, PAD}, 2);

    long[] drawn = drawn(SeenIds.of(lists, new int[] {0, 1, 2, 3}, PAD), 0, 4000);

    assertThat(Arrays.stream(drawn).filter(id -> id == 7).count() / 4000.0)
        .isCloseTo(1, within(1e-9));
    long[] second = drawn(SeenIds.of(lists, new int[] {0, 1, 2, 3}, PAD), 1, 4000);
    assertThat(Arrays.stream(second).filter(id -> id == 3).count() / 4000.0)
        .isCloseTo(0.5, within(0.04));
  }

  @Test
  void onlyTheRowsThatAreNamedCount() {
    Column.Longs lists = new Column.Longs(new long[] {1, 2, 3, 4}, 1);

    assertThat(drawn(SeenIds.of(lists, new int[] {1, 3}, PAD), 0, 100)).containsOnly(2, 4);
  }

  @Test
  void aPlaceTakesIdsBetweenTheLeastAndTheLargestOfItsOwn() {
    Column.Longs fields = new Column.Longs(new long[] {1, 500, 2, 501, 3, 503}, 2);
    SeenIds seen = SeenIds.of(fields, new int[] {0, 1, 2}, PAD);

    assertThat(drawn(seen, 0, 200)).containsOnly(1, 2, 3);
    assertThat(drawn(seen, 1, 200)).containsOnly(500, 501, 503);
  }

  @Test
  void anIdStaysWhereNoListHasAny() {
    Column.Longs lists = new Column.Longs(new long[] {1, PAD, 2, PAD}, 2);

    assertThat(drawn(SeenIds.of(lists, new int[] {0, 1}, PAD), 1, 10)).containsOnly(99);
    Column.Longs empty = new Column.Longs(new long[] {PAD, PAD}, 1);
    assertThat(drawn(SeenIds.of(empty, new int[] {0, 1}, PAD), 0, 10)).containsOnly(99);
  }

  /** Beyond the rows that are looked at, the last ones count as much as the first. */
  @Test
  void looksAtRowsFromBeginningToEnd() {
    int rows = 5_000_000;
    long[] ids = new long[rows];
    Arrays.setAll(ids, row -> 1 + row / 1_000_000);

    SeenIds seen = SeenIds.of(new Column.Longs(ids, 1), IntStream.range(0, rows).toArray(), PAD);

    assertThat(drawn(seen, 0, 200)).containsOnly(1, 2, 3, 4, 5);
  }
}
