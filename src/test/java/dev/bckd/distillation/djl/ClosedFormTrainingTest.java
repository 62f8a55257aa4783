package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.LogitSquaredError;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models whose logits are the sum of two vectors, one for each of a row's two ids, so that what a
 * training works on can be said in a line. A step takes all rows.
 */
class ClosedFormTrainingTest {
  private static final int IDS = 7;
  private static final int CLASSES = 3;
  private static final int PAD = 0;
  private static final int[][] ROWS = {{1, 2}, {3, 4}, {5, 6}, {2, 5}, {6, 1}, {4, 3}};
  private static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("ids", "ids", ElementType.INT64, List.of(2), PAD)),
          List.of("logits"));

  @TempDir Path folder;

  private final float[][] taught = vectors(1);
  private final float[][] delivered = vectors(2);
  private Path teacher;
  private Path incoming;

  @BeforeEach
  void writeModels() {
    teacher = write("teacher.pt", taught);
    incoming = write("incoming.pt", delivered);
  }

  private Path write(String name, float[][] vectors) {
    Path file = folder.resolve(name);
    new TorchScriptArchive(
            "Sum",
            """
              def forward(self, ids: Tensor) -> Tensor:
                return torch.sum(torch.embedding(self.vectors, ids), [1])
            """,
            List.of(new Parameter("vectors", List.of(IDS, CLASSES), LossBench.flat(vectors))))
        .write(file);
    return file;
  }

  /** A list of two that is shortened always loses its first id. */
  @ParameterizedTest(name = "{0}, asked about the {1} row")
  @CsvSource({
    "teacher, CLEAN",
    "teacher, AUGMENTED",
    "incoming, CLEAN",
    "average, CLEAN",
  })
  void teachersSeeTheRowThatTheyAreAskedAbout(String target, Augmentation.Teachers asked) {
    float[][] vectors = target.equals("teacher") ? taught : delivered;
    double expected = 0;
    for (int[] row : ROWS) {
      int first = asked == Augmentation.Teachers.CLEAN ? row[0] : PAD;
      expected += squared(logits(delivered, PAD, row[1]), logits(vectors, first, row[1]));
    }
    Augmentation shortened = new Augmentation(0, 1, 0, Augmentation.Rows.ALL, asked);

    try (TrainingSession session = open(rows(ones(ROWS.length), ROWS));
        TrainingRun run =
            session.begin(recipe(List.of(to(target)), 1, 1, shortened, 1e-6), all(ROWS.length))) {
      run.advance(1);

      assertThat(run.losses().get(0).value())
          .isCloseTo(expected / ROWS.length, within(1e-5 * expected));
    }
  }

  /** Rows as logged are gathered for somebody who looks at them. */
  @ParameterizedTest(name = "{0}, asked about the {1} row: {2}")
  @CsvSource({
    "teacher, CLEAN, false",
    "average, CLEAN, true",
    "average, AUGMENTED, false",
  })
  void onlyAveragesAreAskedAboutTheLoggedRowInAStep(
      String target, Augmentation.Teachers asked, boolean looked) {
    Augmentation shortened = new Augmentation(0, 1, 0, Augmentation.Rows.ALL, asked);
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      LiveModels live =
          new LiveModels(
              job(rows(ones(ROWS.length), ROWS)),
              recipe(List.of(to(target)), 1, 1, shortened, 1),
              CLASSES,
              new TensorLists(manager),
              manager);

      assertThat(live.seesRowsAsLogged()).isEqualTo(looked);
    }
  }

  /** Its file stays as it is. */
  @Test
  void refusesATeacherThatChangesWhileItIsAsked() {
    new TorchScriptArchive(
            "Drifting",
            """
              def forward(self, ids: Tensor) -> Tensor:
                torch.add_(self.vectors, 0.5)
                return torch.sum(torch.embedding(self.vectors, ids), [1])
            """,
            List.of(new Parameter("vectors", List.of(IDS, CLASSES), LossBench.flat(taught))))
        .write(teacher);
    Augmentation shortened =
        new Augmentation(0, 1, 0, Augmentation.Rows.ALL, Augmentation.Teachers.AUGMENTED);
    try (TrainingSession session = open(rows(ones(ROWS.length), ROWS));
        TrainingRun run =
            session.begin(recipe(List.of(to("teacher")), 1, 1, shortened, 0.1), all(ROWS.length))) {
      run.advance(1);

      assertThatThrownBy(run::weights)
          .isInstanceOf(BadInputException.class)
          .hasMessage(teacher + ": its parameters changed while it was asked in training");
    }
  }

  private static Term to(String target) {
    return Term.of(
        new LogitSquaredError(),
        1,
        switch (target) {
          case "teacher" -> Term.TEACHER;
          case "incoming" -> new Target.Incoming();
          default -> new Target.Average(0.999);
        });
  }

  /** The average is w₀ at first, then d·a + (1 − d)·w: what each step compares with is known. */
  @Test
  void theAverageFollowsByItsDecay() {
    double decay = 0.9;
    List<Term> terms =
        List.of(
            Term.of(CrossEntropy.PLAIN, 1),
            Term.of(new LogitSquaredError(), 1, new Target.Average(decay)));
    TrainingRows rows = rows(ones(ROWS.length), ROWS);
    try (TrainingSession session = open(rows);
        TrainingRun run =
            session.begin(recipe(terms, 3, 1, Augmentation.NONE, 0.3), all(ROWS.length))) {
      double[] start = logits(session, run, rows);
      run.advance(1);
      double[] one = logits(session, run, rows);
      run.advance(1);
      double[] two = logits(session, run, rows);
      run.advance(1);

      double[] afterOne = mixed(start, one, decay);
      double[] afterTwo = mixed(afterOne, two, decay);
      assertThat(run.losses().get(1).value()).isZero();
      assertThat(run.losses().get(3).value()).isCloseTo(squared(one, afterOne), within(1e-5));
      assertThat(run.losses().get(5).value()).isCloseTo(squared(two, afterTwo), within(1e-5));
      assertThat(run.losses().get(5).value()).isGreaterThan(0.01);
    }
  }

  private static double[] mixed(double[] average, double[] now, double decay) {
    return IntStream.range(0, now.length)
        .mapToDouble(i -> decay * average[i] + (1 - decay) * now[i])
        .toArray();
  }

  /**
   * Mean over rows and classes of the squared difference, centred within each row; logits are
   * linear in the weights, so averages of both are the same.
   */
  private static double squared(double[] logits, double[] target) {
    double sum = 0;
    for (int from = 0; from < logits.length; from += CLASSES) {
      double mean = 0;
      for (int i = from; i < from + CLASSES; i++) {
        mean += (logits[i] - target[i]) / CLASSES;
      }
      for (int i = from; i < from + CLASSES; i++) {
        sum += Math.pow(logits[i] - target[i] - mean, 2);
      }
    }
    return sum / logits.length;
  }

  private enum Twice {
    BY_WEIGHT,
    BY_OLD_WEIGHT
  }

  /** The first three rows are of the old tasks. */
  @ParameterizedTest
  @EnumSource(Twice.class)
  void aRowOfWeightTwoCountsAsIfItWereThereTwice(Twice how) {
    int[][] repeated = {
      ROWS[0], ROWS[0], ROWS[1], ROWS[1], ROWS[2], ROWS[2], ROWS[3], ROWS[4], ROWS[5]
    };
    float[] weights = ones(ROWS.length);
    Arrays.fill(weights, 0, 3, how == Twice.BY_WEIGHT ? 2 : 1);
    double oldWeight = how == Twice.BY_OLD_WEIGHT ? 2 : 1;

    double[] weighed = trained(rows(weights, ROWS), oldWeight);
    double[] counted = trained(rows(ones(repeated.length), repeated), 1);
    double[] alike = trained(rows(ones(ROWS.length), ROWS), 1);

    assertThat(weighed).containsExactly(counted, within(1e-4));
    assertThat(distance(weighed, alike)).isGreaterThan(0.01);
  }

  private double[] trained(TrainingRows rows, double oldWeight) {
    List<Term> terms =
        List.of(Term.of(CrossEntropy.PLAIN, 1), Term.of(KullbackLeibler.PLAIN, 1, Term.TEACHER));
    try (TrainingSession session = open(rows);
        TrainingRun run =
            session.begin(recipe(terms, 5, oldWeight, Augmentation.NONE, 0.1), all(rows.size()))) {
      run.advance(run.steps());
      return logits(session, run, rows(ones(ROWS.length), ROWS));
    }
  }

  private static double distance(double[] one, double[] other) {
    return IntStream.range(0, one.length)
        .mapToDouble(i -> Math.abs(one[i] - other[i]))
        .max()
        .orElseThrow();
  }

  private static Recipe recipe(
      List<Term> terms, int epochs, double oldWeight, Augmentation augmentation, double rate) {
    return new Recipe(
        "closed",
        terms,
        rate,
        64,
        epochs,
        1,
        oldWeight,
        augmentation,
        0,
        Start.INCOMING,
        List.of(),
        1);
  }

  private TrainingSession open(TrainingRows rows) {
    return new DjlTrainer().open(job(rows));
  }

  private Trainer.Job job(TrainingRows rows) {
    return new Trainer.Job(teacher, incoming, SIGNATURE, TaskType.MULTICLASS, rows, "cpu");
  }

  /** Rows whose first id is odd have the label 1, others 2; ids 1, 3 and 5 begin old rows. */
  private TrainingRows rows(float[] weights, int[][] ids) {
    int size = ids.length;
    boolean[] old = new boolean[size];
    boolean[] asked = new boolean[size];
    Arrays.fill(asked, true);
    int[] labels = new int[size];
    for (int row = 0; row < size; row++) {
      old[row] = ids[row][0] % 2 == 1;
      labels[row] = old[row] ? 1 : 2;
    }
    return new TrainingRows(
        table(ids), labels, weights, old, asked, scores(taught, ids), scores(delivered, ids));
  }

  private static Table table(int[][] ids) {
    long[] all = Arrays.stream(ids).flatMapToInt(Arrays::stream).asLongStream().toArray();
    return new Table(ids.length, Map.of("ids", new Column.Longs(all, 2)));
  }

  private static Scores scores(float[][] vectors, int[][] ids) {
    float[] all = new float[ids.length * CLASSES];
    for (int row = 0; row < ids.length; row++) {
      double[] logits = logits(vectors, ids[row][0], ids[row][1]);
      for (int k = 0; k < CLASSES; k++) {
        all[row * CLASSES + k] = (float) logits[k];
      }
    }
    return new Scores(all, CLASSES);
  }

  private static double[] logits(float[][] vectors, int first, int second) {
    return IntStream.range(0, CLASSES)
        .mapToDouble(k -> (double) vectors[first][k] + vectors[second][k])
        .toArray();
  }

  private static double[] logits(TrainingSession session, TrainingRun run, TrainingRows rows) {
    try (Weights weights = run.weights()) {
      float[] all = session.answers(weights, rows.inputs()).values();
      return IntStream.range(0, all.length).mapToDouble(i -> all[i]).toArray();
    }
  }

  private static int[] all(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  private static float[] ones(int size) {
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static float[][] vectors(long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[IDS][CLASSES];
    for (float[] vector : vectors) {
      for (int k = 0; k < CLASSES; k++) {
        vector[k] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }
}
