package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Column;
import dev.bckd.history.NumberCollector;
import dev.bckd.history.Spill;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.Digest;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows in memory and rows in files give the same student, byte for byte. */
class StreamedTrainingTest {
  /** More than a chunk of the wide input, so that both ways fill their tensors in parts. */
  private static final int ROWS = 1500;

  private static final int WIDE = 1024;
  private static final int IDS = 4;
  private static final int CLASSES = 3;
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("x", "x", ElementType.FLOAT32, List.of(WIDE), 0),
              new TensorSpec("grid", "grid", ElementType.FLOAT32, List.of(2, 3), 0),
              new TensorSpec("ids", "ids", ElementType.INT64, List.of(IDS), 0)),
          List.of("logits"));

  @TempDir Path folder;

  private Path incoming;
  private Path large;

  @BeforeEach
  void writeModel() throws IOException {
    large = Files.createDirectory(folder.resolve("large"));
    incoming = folder.resolve("incoming.pt");
    new TorchScriptArchive(
            "Small",
            """
              def forward(self, x: Tensor, grid: Tensor, ids: Tensor) -> Tensor:
                e = torch.sum(torch.embedding(self.items, ids), [1])
                g = torch.flatten(grid, 1)
                h = torch.relu(torch.linear(torch.cat([x, g, e], 1), self.w1))
                return torch.linear(h, self.w2)
            """,
            List.of(
                new Parameter("items", List.of(20, 5), random(100, 1)),
                new Parameter("w1", List.of(8, WIDE + 6 + 5), random(8 * (WIDE + 11), 2)),
                new Parameter("w2", List.of(CLASSES, 8), random(CLASSES * 8, 3))))
        .write(incoming);
  }

  /** Where the rows are while they are trained on. */
  private enum Place {
    MEMORY(Long.MAX_VALUE),
    FILES(0);

    private final long mostResident;

    Place(long mostResident) {
      this.mostResident = mostResident;
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void filesAndMemoryGiveTheSameStudent(Augmentation changes) throws IOException {
    Digest resident = trained(Place.MEMORY, rows(Long.MAX_VALUE), changes);

    assertThat(trained(Place.FILES, rows(0), changes)).isEqualTo(resident);
    assertThat(trained(Place.MEMORY, rows(0), changes)).isEqualTo(resident);
    assertThat(resident).isNotEqualTo(Digest.of(incoming));
    assertThat(large).as("files have no names any more").isEmptyDirectory();
  }

  /** None, of the student's rows, and of all models' rows. */
  static Stream<Augmentation> changes() {
    return Stream.concat(
        Stream.of(Augmentation.NONE),
        Stream.of(Augmentation.Teachers.values())
            .map(seen -> new Augmentation(0.3, 0.3, 0.2, Augmentation.Rows.ALL, seen)));
  }

  @Test
  void aTrainingGoesOnInFilesWhereItWasKilledInMemory() throws IOException {
    Digest whole = trained(Place.MEMORY, rows(Long.MAX_VALUE), Augmentation.NONE);

    for (Place before : Place.values()) {
      for (Place after : Place.values()) {
        Path checkpoint = folder.resolve(before + "-" + after);
        try (TrainingSession session = open(before, rows(0));
            TrainingRun run = session.begin(recipe(Augmentation.NONE), all())) {
          run.advance(17);
          run.checkpoint(checkpoint);
        }
        try (TrainingSession session = open(after, rows(0));
            TrainingRun run = session.begin(recipe(Augmentation.NONE), all())) {
          run.restore(checkpoint);
          run.advance(run.steps() - run.done());
          assertThat(saved(session, run)).as("%s, then %s", before, after).isEqualTo(whole);
        }
      }
    }
  }

  private Digest trained(Place place, TrainingRows rows, Augmentation augmentation)
      throws IOException {
    try (TrainingSession session = open(place, rows);
        TrainingRun run = session.begin(recipe(augmentation), all())) {
      run.advance(run.steps());
      return saved(session, run);
    }
  }

  private Digest saved(TrainingSession session, TrainingRun run) throws IOException {
    Path student = Files.createTempFile(folder, "student", ".pt");
    try (Weights weights = run.weights()) {
      session.save(weights, student);
    }
    return Digest.of(student);
  }

  private TrainingSession open(Place place, TrainingRows rows) {
    return new DjlTrainer(new RowMemory(large, place.mostResident))
        .open(new Trainer.Job(incoming, incoming, SIGNATURE, TaskType.MULTICLASS, rows, "cpu"));
  }

  private static Recipe recipe(Augmentation augmentation) {
    return new Recipe(
        "streamed",
        List.of(Term.of(CrossEntropy.PLAIN, 1), Term.of(KullbackLeibler.PLAIN, 1)),
        0.01,
        64,
        2,
        1,
        1,
        augmentation,
        0,
        Start.INCOMING,
        List.of(),
        1);
  }

  private static int[] all() {
    return IntStream.range(0, ROWS).toArray();
  }

  private TrainingRows rows(long heapBytes) {
    Spill spill = new Spill(large, heapBytes);
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1);
    boolean[] all = new boolean[ROWS];
    Arrays.fill(all, true);
    Map<String, Column> inputs =
        Map.of(
            "x", new Column.Floats(collected(spill, random(ROWS * WIDE, 4)).finish(), WIDE),
            "grid", new Column.Floats(collected(spill, random(ROWS * 6, 5)).finish(), 6),
            "ids",
                new Column.Longs(new SplittableRandom(6).longs(ROWS * IDS, 0, 20).toArray(), IDS));
    return new TrainingRows(
        new Table(ROWS, inputs),
        new Random(7).ints(ROWS, 0, CLASSES).toArray(),
        weights,
        all,
        all,
        new Scores(collected(spill, random(ROWS * CLASSES, 8)).finish(), CLASSES),
        new Scores(collected(spill, random(ROWS * CLASSES, 9)).finish(), CLASSES));
  }

  private static NumberCollector<float[]> collected(Spill spill, float[] values) {
    NumberCollector<float[]> collector = spill.floats();
    collector.add(values, 0, values.length);
    return collector;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() / 8;
    }
    return values;
  }
}
