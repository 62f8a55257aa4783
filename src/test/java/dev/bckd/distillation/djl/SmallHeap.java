package dev.bckd.distillation.djl;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.history.Spill;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.ElementType;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.Start;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A distillation in a process of its own with a small Java heap, whose rows may take no memory.
 *
 * @param folder of models and rows
 * @param rows of the history: a multiple of 1000
 * @param width real numbers of each row's input
 */
record SmallHeap(Path folder, int rows, int width) {
  private static final int CLASSES = 3;

  /** Rows that are not copies of others. */
  private static final int DISTINCT = 1000;

  /**
   * How it went.
   *
   * @param exit code of the process
   * @param said its last line: how many MiB it had that are not in files, and were not before it
   *     read the rows; or what it refused
   */
  record Outcome(int exit, String said) {}

  /** Writes models and rows. */
  void write() throws SQLException {
    model(1).write(folder.resolve("teacher.pt"));
    model(2).write(folder.resolve("incoming.pt"));
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          "COPY (SELECT x, i %% %d AS label FROM range(%d) t(i), "
                  .formatted(CLASSES, rows / DISTINCT)
              + "(SELECT list_transform(range(%d), lambda k: hash(j * 4096 + k)::DOUBLE / 2e19)"
                  .formatted(width)
              + "::FLOAT[] AS x FROM range(%d) t(j))) TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 4096)"
                  .formatted(DISTINCT, folder.resolve("rows.parquet")));
    }
  }

  /** Distils in another process. */
  Outcome distil(String heap) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                folder.toString(),
                String.valueOf(rows),
                String.valueOf(width))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String said = output.lines().reduce("nothing", (before, line) -> line);
      return new Outcome(process.waitFor(), said);
    }
  }

  /** Prints the outcome. */
  public static void main(String[] arguments) throws IOException {
    SmallHeap here =
        new SmallHeap(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    try {
      System.out.println(here.growth());
    } catch (BadInputException refused) {
      System.out.println(refused.getMessage());
      System.exit(3);
    }
  }

  private long growth() throws IOException {
    TorchRuntime.engine();
    long before = anonymous();
    AtomicLong most = new AtomicLong(before);
    ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> watching =
        watch.scheduleAtFixedRate(
            () -> most.accumulateAndGet(anonymous(), Math::max), 0, 20, TimeUnit.MILLISECONDS);
    Spill spill = Spill.in(folder);
    new Distiller(
            new DuckDbHistory(spill, RemoteFiles.NONE),
            new DjlScoringEngine(spill),
            new DjlTrainer(new RowMemory(spill.folder(), 0)),
            Clock.systemUTC())
        .distil(
            new DistillationTask(
                policy(),
                folder.resolve("teacher.pt"),
                folder.resolve("incoming.pt"),
                folder.resolve("student.pt")),
            new Silent());
    watching.cancel(false);
    watch.shutdown();
    return (most.get() - before) >> 10;
  }

  /** KiB of memory that is in no file. */
  private static long anonymous() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Silent implements DistillationListener {
    @Override
    public void trained(String training, EpochLoss loss) {}
  }

  private UpgradePolicy policy() {
    return new UpgradePolicy(
        "large",
        "large",
        TaskType.MULTICLASS,
        new Signature(
            List.of(new TensorSpec("x", "x", ElementType.FLOAT32, List.of(width), 0)),
            List.of("logits")),
        Optional.empty(),
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            new DataSet(List.of(folder.resolve("rows.parquet").toString()), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new DistillationPolicy(
            When.ALWAYS,
            new RecipeSpec(
                List.of(
                    new LossSpec("cross-entropy", 1, Map.of()),
                    new LossSpec("kullback-leibler", 1, Map.of())),
                Optional.of(0.001),
                Optional.of(256),
                Optional.of(1),
                1,
                0,
                Augmentation.NONE,
                0,
                Start.INCOMING,
                List.of()),
            new Budget(Duration.ofDays(1), Optional.empty()),
            1,
            "cpu"),
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "policy.yaml");
  }

  private TorchScriptArchive model(long seed) {
    float[] weights = new float[CLASSES * width];
    Random random = new Random(seed);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian() / 16;
    }
    return new TorchScriptArchive(
        "Linear",
        """
          def forward(self, x: Tensor) -> Tensor:
            return torch.linear(x, self.w)
        """,
        List.of(new Parameter("w", List.of(CLASSES, width), weights)));
  }
}
