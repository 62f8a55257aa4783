package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.history.Table;
import dev.bckd.model.TaskType;
import dev.bckd.policy.RegressionSuite;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static Optional<String> input(TaskType task, RegressionSuite... suites) {
    return Catalogue.input(Policies.of(task, Rows.SIGNATURE, Optional.empty(), List.of(suites)));
  }

  @Test
  void theInputIsTheOneThatARankingSuiteNames() {
    assertThat(input(TaskType.BINARY, Policies.labelled(), Policies.ranking("item")))
        .contains("item");
  }

  @Test
  void withoutARankingSuiteThereIsNone() {
    assertThat(input(TaskType.BINARY)).isEmpty();
    assertThat(input(TaskType.BINARY, Policies.labelled())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hist", "dense", "nowhere"})
  void aListOrANumberIsNoItem(String name) {
    assertThat(input(TaskType.BINARY, Policies.ranking(name))).isEmpty();
    assertThat(input(TaskType.BINARY, Policies.ranking(name), Policies.ranking("item")))
        .contains("item");
  }

  @Test
  void onlyBinaryModelsRank() {
    assertThat(input(TaskType.MULTICLASS, Policies.ranking("item"))).isEmpty();
  }

  @Test
  void holdsTheItemsOfKnownRowsOnceEach() {
    History history =
        Rows.history(Rows.table(new long[12], new long[] {9, 4, 9, 7, 5, 4}, new float[6]))
            .knowing(new boolean[] {true, true, true, false, true, true});

    Catalogue catalogue = Catalogue.of(history, "item");

    assertThat(catalogue.items()).containsExactly(4, 5, 9);
    assertThat(catalogue.has(5)).isTrue();
    assertThat(catalogue.has(7)).isFalse();
  }

  @Test
  void makesRowsOfGivenRequestsAndItsOwnItems() {
    Table requests = Rows.distinct(20);
    int[] given = {3, 8, 11};

    Table made = new Catalogue("item", new long[] {100, 200}).make(requests, given, 400, 1);

    assertThat(made.rows()).isEqualTo(400);
    for (int row = 0; row < 400; row++) {
      long[] hist = Rows.longs(made, "hist");
      assertThat(hist[2 * row]).isIn(3L, 8L, 11L).isEqualTo(hist[2 * row + 1]);
      assertThat(Rows.floats(made, "dense")[row]).isEqualTo((float) hist[2 * row]);
    }
    assertThat(Arrays.stream(Rows.longs(made, "item")).distinct().sorted())
        .containsExactly(100L, 200L);
    assertThat(Arrays.stream(Rows.longs(made, "hist")).distinct().sorted())
        .containsExactly(3L, 8L, 11L);
  }

  @Test
  void aListIsOneRequestWithCandidatesOfWhichNoTwoAreTheSame() {
    Table requests = Rows.distinct(20);
    long[] items = {100, 200, 300, 400, 500};

    Table made =
        new Catalogue("item", items)
            .lists(requests, new int[] {3, 8, 11}, new CandidateLists(200, 4), 1);

    assertThat(made.rows()).isEqualTo(800);
    long[] hist = Rows.longs(made, "hist");
    long[] candidates = Rows.longs(made, "item");
    for (int from = 0; from < 800; from += 4) {
      assertThat(Arrays.stream(hist, 2 * from, 2 * (from + 4)).distinct()).hasSize(1);
      assertThat(Arrays.stream(candidates, from, from + 4).distinct()).hasSize(4);
    }
    assertThat(Arrays.stream(hist).distinct().sorted()).containsExactly(3L, 8L, 11L);
    assertThat(Arrays.stream(candidates).distinct().sorted().toArray()).containsExactly(items);
  }

  @Test
  void theSameSeedMakesTheSameRows() {
    Table requests = Rows.random(30, 9, new Random(2));
    Catalogue catalogue = new Catalogue("item", new long[] {1, 2, 3});
    int[] given = {0, 1, 2, 3, 4};

    Table once = catalogue.make(requests, given, 50, 5);
    Table twice = catalogue.make(requests, given, 50, 5);
    Table other = catalogue.make(requests, given, 50, 6);

    for (String input : List.of("hist", "item")) {
      assertThat(Rows.longs(twice, input)).containsExactly(Rows.longs(once, input));
      assertThat(Rows.longs(other, input)).isNotEqualTo(Rows.longs(once, input));
    }
  }

  @Test
  void theSameSeedMakesTheSameLists() {
    Catalogue catalogue = new Catalogue("item", new long[] {1, 2, 3, 4, 5, 6, 7, 8});
    CandidateLists lists = new CandidateLists(10, 3);
    int[] given = {0, 1, 2, 3, 4};

    long[] once = Rows.longs(catalogue.lists(Rows.distinct(30), given, lists, 5), "item");

    assertThat(Rows.longs(catalogue.lists(Rows.distinct(30), given, lists, 5), "item"))
        .containsExactly(once);
    assertThat(Rows.longs(catalogue.lists(Rows.distinct(30), given, lists, 6), "item"))
        .isNotEqualTo(once);
  }
}
