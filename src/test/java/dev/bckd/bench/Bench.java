package dev.bckd.bench;

import ai.djl.engine.Engine;
import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.app.IntakeLoad;
import dev.bckd.distillation.djl.TableSteps;
import dev.bckd.inference.djl.TorchRuntime;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares bckd with a plain Python loop, in turn on this machine, and prints ratios.
 *
 * <p>{@code ./mvnw -q -Dquick -Pbench test-compile exec:exec -Dbckd.python=...}; arguments name the
 * parts to run: steps, scoring, table, upgrade, gates; none runs all. {@code intake} alone is the
 * packaged service under load, and needs no Python.
 */
public final class Bench {
  private static final List<Integer> BATCHES = List.of(256, 1024, 8192);
  private static final List<BenchModel> MODELS = List.of(BenchModel.MLP, BenchModel.RECOMMENDER);
  private static final int ROUNDS = Integer.getInteger("bckd.bench.rounds", 5);
  private static final InTurn IN_TURN = new InTurn(ROUNDS, 1.5, 0.5);

  private final PythonPeer python;
  private final Path folder;

  private Bench(PythonPeer python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /** Runs the parts that are named. */
  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).equals(List.of("intake"))) {
      IntakeLoad.main();
      return;
    }
    List<String> parts =
        arguments.length == 0
            ? List.of("steps", "scoring", "table", "upgrade", "gates")
            : List.of(arguments);
    long start = System.nanoTime();
    TorchRuntime.prepareThread();
    Path folder = Files.createTempDirectory("bench");
    try (PythonPeer python = new PythonPeer(TorchRuntime.threads())) {
      Bench bench = new Bench(python, folder);
      bench.versions();
      for (String part : parts) {
        switch (part) {
          case "steps" -> bench.steps();
          case "scoring" -> bench.scoring();
          case "table" -> bench.table();
          case "upgrade" -> bench.upgrade();
          case "gates" -> bench.gates();
          default -> throw new IllegalArgumentException("no part of the benchmark: " + part);
        }
      }
    } finally {
      delete(folder);
    }
    print("took %d s", Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private void versions() {
    Engine engine = TorchRuntime.engine();
    JsonNode other = python.ask("versions", Map.of());
    print(
        "bckd    PyTorch %s through DJL, Java %s, %d threads",
        engine.getVersion(), Runtime.version(), TorchRuntime.threads());
    print(
        "Python  PyTorch %s, Python %s, duckdb %s, %d threads",
        other.get("torch").asText(),
        other.get("python").asText(),
        other.get("duckdb").asText(),
        other.get("threads").asInt());
    print(
        "Median of %d rounds in turn; a ratio is Python's time / bckd's: above 1, bckd is faster.",
        ROUNDS);
    print(
        "%s time. Threads wait by %s in both.",
        Timed.PROCESSOR ? "Processor" : "Wall",
        System.getenv().getOrDefault(PythonPeer.WAITING, "passive"));
  }

  private void steps() throws IOException {
    print("");
    print(
        "TRAINING STEP, ms                     (i) teacher cached     (ii) both cached, Python asks"
            + " both");
    print(
        "%-28s %6s %8s %8s %6s %8s %8s %6s",
        "model", "batch", "bckd", "Python", "ratio", "bckd", "Python", "ratio");
    List<Double> equal = new ArrayList<>();
    List<Double> asking = new ArrayList<>();
    for (BenchModel model : MODELS) {
      TrainingBench bench = new TrainingBench(model, python, IN_TURN, folder);
      for (int batch : BATCHES) {
        TrainingBench.Steps steps = bench.steps(batch);
        equal.add(steps.pythonCached() / steps.cached());
        asking.add(steps.pythonAsking() / steps.both());
        print(
            "%-28s %6d %8.2f %8.2f %6.2f %8.2f %8.2f %6.2f",
            model.name(),
            batch,
            steps.cached() * 1e3,
            steps.pythonCached() * 1e3,
            equal.get(equal.size() - 1),
            steps.both() * 1e3,
            steps.pythonAsking() * 1e3,
            asking.get(asking.size() - 1));
      }
    }
    print(
        "%-28s %6s %8s %8s %6.2f %8s %8s %6.2f",
        "geometric mean", "", "", "", mean(equal), "", "", mean(asking));
  }

  private void scoring() {
    print("");
    print("SCORING, thousand rows a second");
    print("%-28s %6s %8s %8s %6s", "model", "batch", "bckd", "Python", "ratio");
    List<Double> ratios = new ArrayList<>();
    for (BenchModel model : MODELS) {
      TrainingBench bench = new TrainingBench(model, python, IN_TURN, folder);
      for (int batch : BATCHES) {
        double[] seconds = bench.scoring(batch);
        ratios.add(seconds[1] / seconds[0]);
        print(
            "%-28s %6d %8.0f %8.0f %6.2f",
            model.name(),
            batch,
            batch / seconds[0] / 1e3,
            batch / seconds[1] / 1e3,
            seconds[1] / seconds[0]);
      }
    }
    print("%-28s %6s %8s %8s %6.2f", "geometric mean", "", "", "", mean(ratios));
  }

  private void table() {
    print("");
    try (TableSteps steps = new TableSteps(folder)) {
      Timed dense =
          python.open(
              "table",
              "table",
              Map.of(
                  "incoming", steps.file().toString(),
                  "rows", TableSteps.ROWS,
                  "batch", TableSteps.BATCH));
      double[] seconds =
          new InTurn(ROUNDS, 0, 0.1)
              .medians(List.of(Timed.of(steps::byRows), Timed.of(steps::dense), dense));
      print("STEP OVER A TABLE OF 10,000,000 x 16, batch 1024, ms");
      print("%-28s %10.2f", "bckd, by rows", seconds[0] * 1e3);
      print(
          "%-28s %10.2f   %6.0f times as long",
          "bckd, dense", seconds[1] * 1e3, seconds[1] / seconds[0]);
      print(
          "%-28s %10.2f   %6.0f times as long",
          "Python, dense", seconds[2] * 1e3, seconds[2] / seconds[0]);
    } finally {
      python.forget();
    }
  }

  private void upgrade() throws Exception {
    UpgradeCase upgrade = UpgradeCase.find(folder);
    double[] seconds = new UpgradeBench(upgrade, python, IN_TURN, folder).seconds();
    print("");
    print("ONE WHOLE DISTILLATION, %s, 3 epochs, batch 1024, s", upgrade.name());
    print("bckd %.2f, Python %.2f, ratio %.2f", seconds[0], seconds[1], seconds[1] / seconds[0]);
  }

  private void gates() {
    print("");
    print("EVERY METRIC WITH ITS INTERVAL");
    new GateBench(python, IN_TURN, folder).lines().forEach(line -> print("%s", line));
  }

  private static double mean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failed)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
