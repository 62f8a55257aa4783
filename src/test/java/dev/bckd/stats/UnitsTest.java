package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitsTest {
  private final Units units = Units.named(List.of("b", "a", "b", "c", "a"));

  @Test
  void rowsOfOneNameAreOneUnit() {
    assertThat(units.size()).isEqualTo(3);
    assertThat(units.single()).isFalse();
    assertThat(units.of(2)).isEqualTo(units.of(0));
    assertThat(units.of(4)).isEqualTo(units.of(1)).isNotEqualTo(units.of(0));
  }

  @Test
  void aSelectionKeepsItsUnits() {
    Units some = units.select(new int[] {4, 3, 1}).select(new int[] {2, 0, 1});

    assertThat(some.size()).isEqualTo(2);
    assertThat(some.of(0)).isEqualTo(some.of(1)).isEqualTo(units.of(1));
    assertThat(some.of(2)).isEqualTo(units.of(3));
  }

  @Test
  void manyUnitsAreDrawnInBucketsOfNearlyEqualSize() {
    int rows = 20 * Units.MOST_DRAWN;
    Units many = Units.named(rows, row -> "user " + row);
    int[] sizes = new int[Units.MOST_DRAWN];
    IntStream.range(0, rows).forEach(row -> sizes[many.drawn(row)]++);

    assertThat(many.size()).isEqualTo(rows);
    assertThat(many.draws(new Bootstrap(1, 1)).units()).isEqualTo(Units.MOST_DRAWN);
    // Poisson with mean 20: five standard deviations each way.
    assertThat(Arrays.stream(sizes).boxed()).allSatisfy(size -> assertThat(size).isBetween(1, 45));
    assertThat(Arrays.stream(sizes).sum()).isEqualTo(rows);
  }

  @Test
  void theBucketOfAUnitDependsOnItsNameAlone() {
    int rows = 2 * Units.MOST_DRAWN;
    Units inOrder = Units.named(rows, row -> "user " + row);
    Units reversed = Units.named(rows, row -> "user " + (rows - 1 - row));

    assertThat(inOrder.drawn(17)).isEqualTo(reversed.drawn(rows - 18));
  }

  @Test
  void aSelectionOfNothingHasNoUnits() {
    assertThat(units.select(new int[0]).size()).isEqualTo(0);
  }

  @Test
  void rowsOnTheirOwnAreSingle() {
    assertThat(Units.rows(4).single()).isTrue();
    assertThat(units.select(new int[] {0, 1, 3}).single()).isTrue();
  }
}
