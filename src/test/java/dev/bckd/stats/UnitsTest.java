package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void aSelectionKeepsUnitsAndTheirKeys() {
    Units some = units.select(new int[] {4, 3, 1});

    assertThat(some.size()).isEqualTo(2);
    assertThat(some.of(0)).isEqualTo(some.of(2)).isEqualTo(0);
    assertThat(some.of(1)).isEqualTo(1);
    assertThat(some.key(0)).isEqualTo(units.key(units.of(1)));
    assertThat(some.key(1)).isEqualTo(units.key(units.of(3)));
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
