package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Table;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixedRowsTest {
  private static final int COUNT = 4000;
  private static final int[] FROM = {3, 5, 8};

  private static Table made(long seed) {
    return new MixedRows(Rows.distinct(10), FROM, seed).make(Rows.SIGNATURE, COUNT);
  }

  /** Every list of row n holds n alone, so that each number tells where it is from. */
  @Test
  void takesEachNumberOfAListFromOneOfTwoRowsByEvenChance() {
    long[] lists = Rows.longs(made(1), "hist");

    assertThat(lists).containsOnly(3, 5, 8);
    long mixed = IntStream.range(0, COUNT).filter(i -> lists[2 * i] != lists[2 * i + 1]).count();
    // Two rows differ in 2 of 3 draws, and both numbers come from one of them in half of those.
    assertThat(mixed / (double) COUNT).isCloseTo(1 / 3.0, within(0.04));
  }

  @Test
  void takesTheMeanOfRealNumbers() {
    float[] means = Rows.floats(made(1), "dense");

    assertThat(means).containsOnly(3, 4, 5, 5.5f, 6.5f, 8);
  }

  @Test
  void theSameSeedMixesTheSameRows() {
    long[] once = Rows.longs(made(1), "hist");

    assertThat(Rows.longs(made(1), "hist")).containsExactly(once);
    assertThat(Rows.longs(made(2), "hist")).isNotEqualTo(once);
  }
}
