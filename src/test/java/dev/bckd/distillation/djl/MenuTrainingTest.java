package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.Training;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.Start;
import dev.bckd.policy.When;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains real models with the losses and targets that need more than two models' answers. */
class MenuTrainingTest {
  private static final int ROWS = 48;

  /** The teacher has no place for the rows after these; asking it about them is an error. */
  private static final int KNOWN = 40;

  @TempDir Path folder;

  private Path teacher;
  private Path incoming;
  private Path student;
  private Path rows;

  @BeforeEach
  void writeModels() throws Exception {
    teacher = folder.resolve("teacher.pt");
    incoming = folder.resolve("incoming.pt");
    student = folder.resolve("student.pt");
    Towers.write(teacher, KNOWN, 1, 4, 1);
    Towers.write(incoming, ROWS, 1, 4, 2);
    rows = rows();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "kullback-leibler, target, versions",
    "kullback-leibler, target, average",
    "kullback-leibler, target, corrected",
    "logit-squared-error, column, logged",
    "new-error, , ",
    "embedding-squared-error, map, none",
    "embedding-squared-error, map, linear",
    "relation-kullback-leibler, , ",
    "influence, classifier, head",
    "l2-starting-point, , ",
    "elastic-weight-consolidation, , ",
  })
  void trains(String loss, String word, String value) {
    LossSpec spec = new LossSpec(loss, 1, Map.of(), word == null ? Map.of() : words(word, value));

    Training training = distil(recipe(List.of(spec), Augmentation.NONE, List.of()));

    List<EpochLoss> further =
        training.losses().stream().filter(l -> l.term().startsWith(loss)).toList();
    assertThat(further).hasSize(4);
    assertThat(further.get(3).value()).isFinite().isPositive();
    assertThat(further.get(3).gradientNorm()).isPositive();
  }

  private static Map<String, String> words(String word, String value) {
    return word.equals("column")
        ? Map.of("target", "stored", "column", value)
        : Map.of(word, value);
  }

  @Test
  void theMapMakesUpForSpacesOfOtherDimensions() {
    Towers.write(incoming, ROWS, 1, 6, 2);
    LossSpec mapped = new LossSpec("embedding-squared-error", 1, Map.of(), Map.of("map", "linear"));
    LossSpec straight = new LossSpec("embedding-squared-error", 1, Map.of());

    Training training = distil(recipe(List.of(mapped), Augmentation.NONE, List.of()));

    assertThat(training.losses().get(7).value()).isLessThan(training.losses().get(1).value());
    assertThatThrownBy(() -> distil(recipe(List.of(straight), Augmentation.NONE, List.of())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("write map: linear");
  }

  @Test
  void anAverageWithoutMemoryIsTheStudentItself() {
    LossSpec same =
        new LossSpec("kullback-leibler", 1, Map.of("decay", 0.0), Map.of("target", "average"));

    Training training = distil(recipe(List.of(same), Augmentation.NONE, List.of()));

    assertThat(training.losses().get(7).term()).isEqualTo("kullback-leibler to average 0.0");
    assertThat(training.losses().get(7).value()).isLessThan(1e-9);
  }

  @Test
  void anchoredWeightsStayNearer() {
    double free = moved(recipe(List.of(), Augmentation.NONE, List.of()));
    LossSpec anchor = new LossSpec("l2-starting-point", 100, Map.of());

    assertThat(moved(recipe(List.of(anchor), Augmentation.NONE, List.of()))).isLessThan(free / 2);
  }

  @Test
  void frozenParametersStay() {
    RecipeSpec frozen = recipe(List.of(), Augmentation.NONE, List.of("pl*"));

    assertThat(moved(frozen)).isZero();
    assertThat(moved(recipe(List.of(), Augmentation.NONE, List.of("h*d")))).isPositive();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "layers.*, 'freeze: ''layers.*'' matches no trainable parameter; there are '",
    "*, freeze: no trainable parameter is left",
  })
  void refusesToFreeze(String name, String problem) {
    assertThatThrownBy(() -> distil(recipe(List.of(), Augmentation.NONE, List.of(name))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "target, stored, no row has logits in the column nowhere",
    "classifier, tail, no parameter 'tail'; there are",
  })
  void refusesWhatIsNotThere(String word, String value, String problem) {
    boolean stored = word.equals("target");
    LossSpec spec =
        new LossSpec(
            stored ? "kullback-leibler" : "influence",
            1,
            Map.of(),
            stored ? Map.of("target", "stored", "column", "nowhere") : Map.of(word, value));

    assertThatThrownBy(() -> distil(recipe(List.of(spec), Augmentation.NONE, List.of())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(problem);
  }

  /** The rows have no input that changes, so asking live must give what was asked before. */
  @Test
  void teachersThatAreAskedInEachStepAnswerAsBefore() throws Exception {
    List<LossSpec> terms =
        List.of(
            new LossSpec("kullback-leibler", 1, Map.of()),
            new LossSpec("score-squared-error", 1, Map.of(), Map.of("target", "pooled")));
    distil(recipe(terms, Augmentation.NONE, List.of()));
    float[] before = embeddings(student);
    Augmentation live =
        new Augmentation(0.5, 0.5, 0.5, Augmentation.Rows.ALL, Augmentation.Teachers.AUGMENTED);

    distil(recipe(terms, live, List.of()));

    assertThat(embeddings(student)).usingComparatorWithPrecision(1e-4f).containsExactly(before);
  }

  /** Steps are so small that the student stays where it begins. */
  @Test
  void beginsWithTheTeachersWeightsWhereAsked() throws Exception {
    Towers.write(teacher, ROWS, 1, 4, 1);

    distil(atRest(Start.TEACHER));
    assertThat(embeddings(student)).containsExactly(embeddings(teacher), within(1e-5f));

    distil(atRest(Start.INCOMING));
    assertThat(embeddings(student)).containsExactly(embeddings(incoming), within(1e-5f));
  }

  @Test
  void refusesToBeginWithWeightsThatDoNotFit() {
    assertThatThrownBy(() -> distil(atRest(Start.TEACHER)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("teacher.pt: its parameters are not the incoming model's");
  }

  private static RecipeSpec atRest(Start start) {
    return new RecipeSpec(
        List.of(new LossSpec("cross-entropy", 1, Map.of())),
        Optional.of(1e-9),
        Optional.of(16),
        Optional.of(1),
        1,
        0,
        Augmentation.NONE,
        0,
        start,
        List.of());
  }

  /** Euclidean distance of the embedding of all rows from the incoming model's. */
  private double moved(RecipeSpec recipe) {
    distil(recipe);
    float[] from = embeddings(incoming);
    float[] to = embeddings(student);
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      sum += Math.pow(to[i] - from[i], 2);
    }
    return Math.sqrt(sum);
  }

  private static float[] embeddings(Path file) {
    Column all = new Column.Longs(LongStream.range(0, ROWS).toArray(), 1);
    try (ScoringModel model = new DjlScoringEngine().open(file, Towers.SIGNATURE)) {
      Table table = new Table(ROWS, Map.of("row", all));
      Scores scores = model.score(table);
      assertThat(scores.rows()).isEqualTo(ROWS);
      return model.embeddings(table).values();
    }
  }

  private static RecipeSpec recipe(
      List<LossSpec> further, Augmentation augmentation, List<String> freeze) {
    List<LossSpec> terms = new ArrayList<>();
    terms.add(new LossSpec("cross-entropy", 1, Map.of()));
    terms.addAll(further);
    return new RecipeSpec(
        terms,
        Optional.of(0.05),
        Optional.of(16),
        Optional.of(4),
        1,
        0,
        augmentation,
        0,
        Start.INCOMING,
        freeze);
  }

  private Training distil(RecipeSpec recipe) {
    Budget budget = new Budget(Duration.ofMinutes(5), Optional.empty());
    DistillationPolicy policy = new DistillationPolicy(When.ALWAYS, recipe, budget, 1, "cpu");
    return Distillers.cpu()
        .distil(
            new DistillationTask(
                Towers.policy(rows, policy),
                teacher,
                incoming,
                List.of(incoming, teacher),
                student),
            DistillationListener.SILENT);
  }

  private Path rows() throws Exception {
    Random random = new Random(3);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      String logged = row % 3 == 0 ? "null" : "[" + random.nextGaussian() + "]";
      lines.append(
          "{\"row\": %d, \"label\": %d, \"weight\": 1.0, \"known\": %s, \"logged\": %s}\n"
              .formatted(row, random.nextInt(2), row < KNOWN, logged));
    }
    return Files.writeString(folder.resolve("rows.jsonl"), lines);
  }
}
