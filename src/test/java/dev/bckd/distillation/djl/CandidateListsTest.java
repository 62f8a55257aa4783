package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recommender whose incoming version has nothing in common with the teacher. */
class CandidateListsTest {
  private static final int ITEMS = 40;

  @TempDir Path folder;

  private Path teacher;
  private Path incoming;
  private Path rows;

  @BeforeEach
  void writeModelsAndRows() throws Exception {
    teacher = folder.resolve("teacher.pt");
    incoming = folder.resolve("incoming.pt");
    Recommenders.write(teacher, ITEMS, 1);
    Recommenders.write(incoming, ITEMS, 2);
    Random random = new Random(3);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < 400; row++) {
      lines.append(
          "{\"hist\": [%d, %d, %d], \"item\": %d, \"label\": %d}\n"
              .formatted(
                  random.nextInt(ITEMS),
                  random.nextInt(ITEMS),
                  random.nextInt(ITEMS),
                  row % ITEMS,
                  random.nextInt(2)));
    }
    rows = Files.writeString(folder.resolve("rows.jsonl"), lines);
  }

  /** Random orders agree on half of the pairs. */
  @ParameterizedTest
  @ValueSource(strings = {"listwise-kullback-leibler", "ranking-distillation"})
  void theStudentRanksOtherRequestsLikeTheTeacher(String loss) {
    double as = agreement(incoming);
    double without = agreement(distilled(List.of()));

    double with = agreement(distilled(List.of(list(loss, Map.of()))));

    assertThat(as).isBetween(0.4, 0.6);
    assertThat(without).isBetween(0.4, 0.6);
    assertThat(with).isGreaterThan(0.75);
  }

  @Test
  void theSameSeedGivesTheSameStudent() throws Exception {
    List<LossSpec> terms = List.of(list("ranking-distillation", Map.of()));
    byte[] once = Files.readAllBytes(distilled(terms));

    assertThat(Files.readAllBytes(distilled(terms))).isEqualTo(once);
  }

  @Test
  void refusesAPolicyWithoutARankingSuite() {
    assertThatThrownBy(() -> distil(List.of(list("ranking-distillation", Map.of())), List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("policy.yaml: spec.distillation.recipe")
        .hasMessageContaining("needs a ranking suite in spec.gates.suites");
  }

  @Test
  void refusesListsThatAreLongerThanTheCatalogue() {
    LossSpec longer = list("listwise-kullback-leibler", Map.of("length", 41.0));

    assertThatThrownBy(() -> distil(List.of(longer), List.of(Recommenders.ranking())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("40 of the history, and a list has 41");
  }

  private static LossSpec list(String loss, Map<String, Double> numbers) {
    Map<String, Double> all = new HashMap<>(Map.of("lists", 300.0, "length", 10.0));
    all.putAll(numbers);
    return new LossSpec(loss, 4, all);
  }

  private Path distilled(List<LossSpec> terms) {
    return distil(terms, List.of(Recommenders.ranking()));
  }

  private Path distil(List<LossSpec> further, List<RegressionSuite> suites) {
    List<LossSpec> terms = new ArrayList<>(further);
    terms.add(new LossSpec("cross-entropy", 1, Map.of()));
    RecipeSpec recipe =
        new RecipeSpec(
            terms,
            Optional.of(0.05),
            Optional.of(128),
            Optional.of(10),
            1,
            0,
            Augmentation.NONE,
            0,
            Start.INCOMING,
            List.of());
    Path student = folder.resolve("student.pt");
    Distillers.cpu()
        .distil(
            new DistillationTask(
                Recommenders.policy(rows, Optional.empty(), Optional.empty(), recipe, suites),
                teacher,
                incoming,
                student),
            DistillationListener.SILENT);
    return student;
  }

  /** Share of the pairs of items, over requests of no row, that it puts in the teacher's order. */
  private double agreement(Path model) {
    int requests = 50;
    long[] hist = new long[requests * ITEMS * Recommenders.BEFORE];
    long[] item = new long[requests * ITEMS];
    Random random = new Random(4);
    for (int request = 0; request < requests; request++) {
      long[] before = random.longs(Recommenders.BEFORE, 0, ITEMS).toArray();
      for (int i = 0; i < ITEMS; i++) {
        int row = request * ITEMS + i;
        item[row] = i;
        System.arraycopy(before, 0, hist, row * before.length, before.length);
      }
    }
    Table lists =
        new Table(
            item.length,
            Map.of(
                "hist", new Column.Longs(hist, Recommenders.BEFORE),
                "item", new Column.Longs(item, 1)));
    float[] theirs = scores(teacher, lists);
    float[] ours = scores(model, lists);
    int same = 0;
    int pairs = 0;
    for (int row = 0; row < item.length; row++) {
      for (int other = row - row % ITEMS; other < row; other++) {
        pairs++;
        same += (theirs[row] > theirs[other]) == (ours[row] > ours[other]) ? 1 : 0;
      }
    }
    return (double) same / pairs;
  }

  private static float[] scores(Path file, Table rows) {
    try (ScoringModel model = new DjlScoringEngine().open(file, Recommenders.SIGNATURE)) {
      return model.score(rows).values();
    }
  }
}
