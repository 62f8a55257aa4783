package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SplitTest {
  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverParts(long seed) {
    History history = TiedRows.random(seed);
    int[] units = TiedRows.units(history);

    Split split = Split.of(history, seed);

    Set<Integer> shared = units(split.train(), units);
    shared.retainAll(units(split.select(), units));
    assertThat(shared).isEmpty();
    assertThat(split.train()).isSorted().isNotEmpty();
    assertThat(split.select()).isSorted().isNotEmpty();
  }

  private static Set<Integer> units(int[] rows, int[] units) {
    return Arrays.stream(rows)
        .mapToObj(row -> units[row])
        .collect(Collectors.toCollection(HashSet::new));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlyLabelledRowsDecideAndEveryOneIsOnOneSide(long seed) {
    History history = TiedRows.random(seed);

    Split split = Split.of(history, seed);

    assertThat(Arrays.stream(split.select())).allMatch(history::labelled);
    assertThat(
            IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.select()))
                .filter(history::labelled)
                .sorted())
        .containsExactlyElementsOf(
            IntStream.range(0, history.size()).filter(history::labelled).boxed().toList());
  }

  /** Five standard deviations of a binomial count to either side. */
  @ParameterizedTest(name = "{0} rows: {1}")
  @CsvSource({"4000, 600, 113", "100000, 15000, 565", "300000, 15000, 597"})
  void holdsBackAFewRowsOfFewAndEnoughOfMany(int rows, int expected, int within) {
    Split split = Split.of(Rows.history(Rows.distinct(rows)), 1);

    assertThat(split.select().length).isCloseTo(expected, within(within));
    assertThat(split.train()).hasSize(rows - split.select().length);
  }

  /** A unit is unseen if one of its rows is; 1,000 units, so five standard deviations are 79. */
  @Test
  void halfOfTheUnseenUnitsDecide() {
    History history = Rows.history(Rows.distinct(4000));
    for (int row = 0; row < 4000; row++) {
      history.groups()[row] = "g" + row / 2;
      history.unseen()[row] = row >= 2000 && row % 2 == 0;
    }

    int[] select = Split.of(history, 1).select();

    int[] ofUnseen = Arrays.stream(select).filter(row -> row >= 2000).toArray();
    assertThat(ofUnseen.length / 2).isCloseTo(500, within(79));
    assertThat(select.length - ofUnseen.length).isCloseTo(300, within(113));
  }

  @Test
  void theSameSeedSplitsTheSameWay() {
    History history = Rows.history(Rows.random(500, 50, new Random(3)));

    Split once = Split.of(history, 7);

    assertThat(Split.of(history, 7).train()).containsExactly(once.train());
    assertThat(Split.of(history, 7).select()).containsExactly(once.select());
    assertThat(Split.of(history, 8).select()).isNotEqualTo(once.select());
  }
}
