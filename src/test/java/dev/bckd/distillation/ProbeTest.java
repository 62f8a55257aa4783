package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Table;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProbeTest {
  private static final int ROWS = 4000;
  private static final Table TABLE = Rows.distinct(ROWS);

  /** Of 8,000 ids, so five standard deviations are 2.7 points. */
  @Test
  void masksThreeOfFiveIds() {
    long[] masked = Rows.longs(Probe.MASKED.of(TABLE, Rows.SIGNATURE, 1), "hist");

    assertThat(IntStream.range(0, 2 * ROWS).filter(i -> masked[i] != -1))
        .allMatch(i -> masked[i] == i / 2);
    assertThat(Arrays.stream(masked).filter(id -> id == -1).count() / (2.0 * ROWS))
        .isCloseTo(0.6, within(0.027));
  }

  @Test
  void shufflesWholeLists() {
    long[] shuffled = Rows.longs(Probe.SHUFFLED.of(TABLE, Rows.SIGNATURE, 1), "hist");

    assertThat(IntStream.range(0, ROWS))
        .allMatch(row -> shuffled[2 * row] == shuffled[2 * row + 1])
        .allMatch(row -> shuffled[2 * row] >= 0 && shuffled[2 * row] < ROWS);
    assertThat(IntStream.range(0, ROWS).filter(row -> shuffled[2 * row] == row).count())
        .isLessThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void leavesOtherInputsAlone(Probe probe) {
    Table altered = probe.of(TABLE, Rows.SIGNATURE, 1);

    assertThat(Rows.longs(altered, "item")).containsExactly(Rows.longs(TABLE, "item"));
    assertThat(Rows.floats(altered, "dense")).containsExactly(Rows.floats(TABLE, "dense"));
    assertThat(Rows.longs(TABLE, "hist")).containsExactly(Rows.longs(Rows.distinct(ROWS), "hist"));
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedAltersTheSameWay(Probe probe) {
    long[] once = Rows.longs(probe.of(TABLE, Rows.SIGNATURE, 1), "hist");

    assertThat(Rows.longs(probe.of(TABLE, Rows.SIGNATURE, 1), "hist")).containsExactly(once);
    assertThat(Rows.longs(probe.of(TABLE, Rows.SIGNATURE, 2), "hist")).isNotEqualTo(once);
  }
}
