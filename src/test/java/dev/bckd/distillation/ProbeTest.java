package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeTest {
  private static final int ROWS = 4000;
  private static final Table TABLE = Rows.distinct(ROWS);
  private static final int[] ALL = IntStream.range(0, ROWS).toArray();

  static Stream<Probe> probes() {
    return Stream.of(new Probe.Masked(0.6, 0.06), new Probe.Shuffled());
  }

  /** Of 8,000 ids, so five standard deviations are 2.7 points. */
  @Test
  void masksThreeOfFiveIds() {
    long[] masked =
        Rows.longs(new Probe.Masked(0.6, 0.06).of(TABLE, ALL, Rows.SIGNATURE, 1), "hist");

    assertThat(IntStream.range(0, 2 * ROWS).filter(i -> masked[i] != -1))
        .allMatch(i -> masked[i] == i / 2);
    assertThat(Arrays.stream(masked).filter(id -> id == -1).count() / (2.0 * ROWS))
        .isCloseTo(0.6, within(0.027));
  }

  @Test
  void shufflesWholeLists() {
    long[] shuffled = Rows.longs(new Probe.Shuffled().of(TABLE, ALL, Rows.SIGNATURE, 1), "hist");

    assertThat(IntStream.range(0, ROWS))
        .allMatch(row -> shuffled[2 * row] == shuffled[2 * row + 1])
        .allMatch(row -> shuffled[2 * row] >= 0 && shuffled[2 * row] < ROWS);
    assertThat(IntStream.range(0, ROWS).filter(row -> shuffled[2 * row] == row).count())
        .isLessThan(20);
  }

  @Test
  void takesListsOnlyFromTheRowsGiven() {
    int[] from = {7, 11};

    long[] shuffled = Rows.longs(new Probe.Shuffled().of(TABLE, from, Rows.SIGNATURE, 1), "hist");

    assertThat(Arrays.stream(shuffled).distinct().sorted()).containsExactly(7L, 11L);
  }

  /** An item may be declared {@code shape: [1]}; exchanged, its label would be another row's. */
  @ParameterizedTest
  @MethodSource("probes")
  void oneIdIsNoList(Probe probe) {
    TensorSpec item = new TensorSpec("item", "item", ElementType.INT64, List.of(1), 0);
    Signature signature = new Signature(List.of(item), List.of("logits"));

    assertThat(Rows.longs(probe.of(TABLE, ALL, signature, 1), "item"))
        .containsExactly(Rows.longs(TABLE, "item"));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void leavesOtherInputsAlone(Probe probe) {
    Table altered = probe.of(TABLE, ALL, Rows.SIGNATURE, 1);

    assertThat(Rows.longs(altered, "item")).containsExactly(Rows.longs(TABLE, "item"));
    assertThat(Rows.floats(altered, "dense")).containsExactly(Rows.floats(TABLE, "dense"));
    assertThat(Rows.longs(TABLE, "hist")).containsExactly(Rows.longs(Rows.distinct(ROWS), "hist"));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void theSameSeedAltersTheSameWay(Probe probe) {
    long[] once = Rows.longs(probe.of(TABLE, ALL, Rows.SIGNATURE, 1), "hist");

    assertThat(Rows.longs(probe.of(TABLE, ALL, Rows.SIGNATURE, 1), "hist")).containsExactly(once);
    assertThat(Rows.longs(probe.of(TABLE, ALL, Rows.SIGNATURE, 2), "hist")).isNotEqualTo(once);
  }
}
