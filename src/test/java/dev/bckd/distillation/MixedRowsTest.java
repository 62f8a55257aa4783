package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixedRowsTest {
  private static final int COUNT = 20_000;
  private static final int[] FROM = {3, 5, 8};

  private static Table made(long seed, int... known) {
    return new MixedRows(Rows.distinct(10), FROM, known, seed).make(Rows.SIGNATURE, COUNT);
  }

  /** Every list of row n holds n alone, so that each number tells where it is from. */
  @Test
  void takesThreeTenthsOfAListFromTwoRowsByEvenChanceAndTheRestFromAllThatIsKnown() {
    long[] lists = Rows.longs(made(1, IntStream.range(0, 10).toArray()), "hist");

    for (int id = 0; id < 10; id++) {
      int looked = id;
      double share = Arrays.stream(lists).filter(found -> found == looked).count() / (2.0 * COUNT);
      double mixed = id == 3 || id == 5 || id == 8 ? 0.3 / 3 : 0;
      assertThat(share).as("id %d", id).isCloseTo(mixed + 0.7 / 10, within(0.006));
    }
  }

  /** With one known id, a number is that one or of the two rows. */
  @Test
  void mixesTwoRowsInOneList() {
    long[] lists = Rows.longs(made(1, 0), "hist");

    long two =
        IntStream.range(0, COUNT)
            .filter(i -> lists[2 * i] != 0 && lists[2 * i + 1] != 0)
            .filter(i -> lists[2 * i] != lists[2 * i + 1])
            .count();
    // Both are left in .09 of the lists, two rows differ in 2 of 3 draws, and both numbers come
    // from one of them in half of those.
    assertThat(two / (double) COUNT).isCloseTo(0.09 / 3, within(0.005));
  }

  @Test
  void leavesPaddingAndSingleIds() {
    Table padded =
        Rows.distinct(10).with("hist", new Column.Longs(lists(row -> new long[] {row, -1}), 2));

    Table made = new MixedRows(padded, FROM, FROM, 1).make(Rows.SIGNATURE, 100);

    long[] lists = Rows.longs(made, "hist");
    assertThat(IntStream.range(0, 100).mapToLong(row -> lists[2 * row + 1])).containsOnly(-1L);
    assertThat(Rows.longs(made, "item")).containsOnly(3, 5, 8);
  }

  /** Places may stand for different things, each with a table of its own. */
  @Test
  void exchangesAnIdForOneThatItsPlaceCouldHave() {
    Table fields =
        Rows.distinct(10)
            .with("hist", new Column.Longs(lists(row -> new long[] {row % 3, 100 + row}), 2));

    Table made =
        new MixedRows(fields, FROM, IntStream.range(0, 10).toArray(), 1).make(Rows.SIGNATURE, 1000);

    long[] lists = Rows.longs(made, "hist");
    assertThat(IntStream.range(0, 1000).mapToLong(row -> lists[2 * row]).distinct())
        .containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(IntStream.range(0, 1000).mapToLong(row -> lists[2 * row + 1]).distinct())
        .hasSize(10)
        .allMatch(id -> id >= 100);
  }

  private static long[] lists(IntFunction<long[]> list) {
    return IntStream.range(0, 10).mapToObj(list).flatMapToLong(Arrays::stream).toArray();
  }

  @Test
  void takesTheMeanOfRealNumbers() {
    float[] means = Rows.floats(made(1, FROM), "dense");

    assertThat(means).containsOnly(3, 4, 5, 5.5f, 6.5f, 8);
  }

  @Test
  void theSameSeedMixesTheSameRows() {
    long[] once = Rows.longs(made(1, FROM), "hist");

    assertThat(Rows.longs(made(1, FROM), "hist")).containsExactly(once);
    assertThat(Rows.longs(made(2, FROM), "hist")).isNotEqualTo(once);
  }
}
