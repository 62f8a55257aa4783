package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.TrainingRun;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How the memory of a process grows over training steps. One tensor of the hidden layer that each
 * step forgets to free is 64 KiB a step.
 */
final class MemoryOfSteps {
  private static final int BATCH = 512;
  private static final int STEPS_AN_EPOCH = 20;
  private static final int ROWS = BATCH * STEPS_AN_EPOCH;
  private static final int INPUTS = 8;
  private static final int HIDDEN = 32;
  private static final int WARM_UP = 400;
  private static final int PAGE = 4096;
  private static final int MEBI = 1 << 20;

  private MemoryOfSteps() {}

  /**
   * MiB that are resident after so many steps and were not after the first few, in a process whose
   * Java heap is small, of one size and resident from the start: what is held there has no room.
   */
  static long growth(int steps, Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryOfSteps.class.getName(),
                String.valueOf(steps),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      String last = said.lines().reduce("nothing", (before, line) -> line);
      assertThat(process.waitFor()).as("exit code; it said %s", last).isZero();
      return Long.parseLong(last);
    }
  }

  /** Prints the growth in MiB. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(measured(Integer.parseInt(arguments[0]), Path.of(arguments[1])));
  }

  private static long measured(int steps, Path folder) throws IOException {
    Path incoming = folder.resolve("incoming.pt");
    model().write(incoming);
    Signature signature =
        new Signature(
            List.of(new TensorSpec("x", "x", ElementType.FLOAT32, List.of(INPUTS), 0)),
            List.of("logits"));
    Trainer.Job job =
        new Trainer.Job(incoming, incoming, signature, TaskType.MULTICLASS, rows(), "cpu");
    int[] epoch = IntStream.range(0, ROWS).toArray();
    Recipe recipe =
        new Recipe(
            "memory",
            List.of(Term.of(CrossEntropy.PLAIN, 1), Term.of(KullbackLeibler.PLAIN, 1)),
            0.001,
            BATCH,
            (WARM_UP + steps) / STEPS_AN_EPOCH,
            1,
            1,
            Augmentation.NONE,
            0,
            Start.INCOMING,
            List.of(),
            1);
    try (TrainingSession session = new DjlTrainer().open(job);
        TrainingRun run = session.begin(recipe, epoch)) {
      run.advance(WARM_UP);
      long before = resident();
      run.advance(steps);
      return resident() - before;
    }
  }

  private static long resident() throws IOException {
    System.gc();
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return Long.parseLong(pages[1]) * PAGE / MEBI;
  }

  private static TorchScriptArchive model() {
    return new TorchScriptArchive(
        "Small",
        """
          def forward(self, x: Tensor) -> Tensor:
            return torch.linear(torch.relu(torch.linear(x, self.w1)), self.w2)
        """,
        List.of(
            new Parameter("w1", List.of(HIDDEN, INPUTS), random(HIDDEN * INPUTS, 1)),
            new Parameter("w2", List.of(3, HIDDEN), random(3 * HIDDEN, 2))));
  }

  private static TrainingRows rows() {
    boolean[] all = new boolean[ROWS];
    Arrays.fill(all, true);
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1);
    return new TrainingRows(
        new Table(ROWS, Map.of("x", new Column.Floats(random(ROWS * INPUTS, 3), INPUTS))),
        new SplittableRandom(4).ints(ROWS, 0, 3).toArray(),
        weights,
        all,
        all,
        new Scores(random(ROWS * 3, 5), 3),
        new Scores(random(ROWS * 3, 6), 3));
  }

  private static float[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() / 4;
    }
    return values;
  }
}
