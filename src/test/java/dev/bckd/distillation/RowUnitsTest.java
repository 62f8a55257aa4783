package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowUnitsTest {
  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsWhatAllPairsSay(long seed) {
    History history = TiedRows.random(seed);

    int[] units = RowUnits.of(history);

    assertThat(units).containsExactly(TiedRows.units(history));
    assertThat(IntStream.of(units).distinct().count()).isBetween(2L, 119L);
  }

  @Test
  void followsChainsOfGroupsAndEqualInputs() {
    History history =
        Rows.history(
            Rows.table(
                new long[] {1, 2, 3, 4, 3, 4, 5, 6, 1, 2},
                new long[] {7, 8, 8, 7, 8},
                new float[] {0, 0.5f, 0.5f, 0, 0}));
    String[] groups = {"a", "a", "b", "b", ""};
    System.arraycopy(groups, 0, history.groups(), 0, 5);

    assertThat(RowUnits.of(history)).containsExactly(0, 0, 0, 0, 4);
  }

  @Test
  void tellsTheSameIdsInAnotherOrderApart() {
    History history =
        Rows.history(Rows.table(new long[] {1, 2, 2, 1}, new long[] {3, 3}, new float[] {0, 0}));

    assertThat(RowUnits.of(history)).containsExactly(0, 1);
  }
}
