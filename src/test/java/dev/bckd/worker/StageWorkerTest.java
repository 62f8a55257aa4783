package dev.bckd.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.stores.StoreSettings;
import dev.bckd.model.stores.Stores;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.process.ChildLimits;
import dev.bckd.process.Children;
import dev.bckd.process.Isolation;
import dev.bckd.testing.HostileModels;
import dev.bckd.testing.TinyTask;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.GateOutcome;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Runner;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.StoredArtifacts;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.WorkerLostException;
import dev.bckd.upgrade.process.ChildStage;
import dev.bckd.upgrade.process.WorkerFolders;
import dev.bckd.upgrade.process.WorkerLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages in real children, with models that behave and models that do not. */
class StageWorkerTest {
  private static final Duration AMPLE = Duration.ofMinutes(5);
  private static final long HEAP = 256L << 20;

  /** Of all tests: unpacking the libraries anew would take longer than the tests. */
  private static final Path HOME = Path.of("target", "worker-home").toAbsolutePath();

  private final MemoryJournal journal = new MemoryJournal(Clock.systemUTC());
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Children children = new Children(Isolation.AUTO, line -> {});

  @TempDir private Path folder;
  private TinyTask task;

  @BeforeEach
  void writeTheTask() throws Exception {
    task = TinyTask.in(folder);
  }

  @Test
  void takesAnUpgradeFromItsEventToItsJudgementAndTellsHowItGetsOn() throws Exception {
    HostileModels.chatty(task.incoming());

    Upgrade end = run(announced(), stage(HEAP, AMPLE));

    assertThat(end.state()).isEqualTo(UpgradeState.ROLLING_OUT);
    assertThat(end.student().orElseThrow().version()).isEqualTo("2-bckd.1");
    assertThat(Path.of(end.student().orElseThrow().uri())).exists();
    assertThat(Path.of(end.report().orElseThrow())).exists();
    assertThat(told).contains("judge everything", "accuracy PASSED");
    assertThat(told).anyMatch(line -> line.startsWith("loss cross-entropy "));
    assertThat(told).anyMatch(line -> line.matches("rows \\d{5,}"));
    await().until(() -> descendants() == 0);
    await().until(() -> isEmpty(folder.resolve("work")));
  }

  @Test
  void whatTheUserGotWrongComesBackAsThat() throws Exception {
    Files.writeString(task.incoming(), "no model");

    assertThatThrownBy(() -> run(announced(), stage(HEAP, AMPLE)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("incoming.pt: ");
  }

  @Test
  void aFileThatIsNotThereIsTheParentsToFindOut() throws Exception {
    Files.delete(task.incoming());

    assertThatThrownBy(() -> run(announced(), stage(HEAP, AMPLE)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void aModelThatLoopsForEverIsEnded() throws Exception {
    HostileModels.endless(task.incoming());

    assertThatThrownBy(() -> run(announced(), stage(HEAP, Duration.ofSeconds(10))))
        .isInstanceOf(WorkerLostException.class)
        .hasMessage("the process for fetching: it took longer than PT10S and was ended");
    assertThat(descendants()).isZero();
  }

  @Test
  void aStoppedStageEndsItsProcessWithinFiveSeconds() throws Exception {
    HostileModels.endless(task.incoming());
    Upgrade upgrade = announced();
    CompletableFuture<Duration> ended = new CompletableFuture<>();
    Thread stage =
        new Thread(
            () -> {
              try {
                run(upgrade, stage(HEAP, AMPLE));
              } catch (CancellationException e) {
                ended.complete(Duration.ofNanos(System.nanoTime()));
              }
            });
    stage.start();
    awaitPyTorch();
    long begun = System.nanoTime();

    stage.interrupt();

    assertThat(ended.join().minusNanos(begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(descendants()).isZero();
  }

  @Test
  void aCrashInNativeCodeCostsThisStageOnly() throws Exception {
    HostileModels.endless(task.incoming());
    Upgrade upgrade = announced();
    CompletableFuture<Upgrade> run =
        CompletableFuture.supplyAsync(() -> run(upgrade, stage(HEAP, AMPLE)));
    long child = awaitPyTorch();

    assertThat(new ProcessBuilder("kill", "-SEGV", String.valueOf(child)).start().waitFor())
        .isZero();

    assertThatThrownBy(run::join)
        .hasCauseInstanceOf(WorkerLostException.class)
        .hasMessageContaining("SIGABRT")
        .hasMessageContaining("SIGSEGV (0xb)");
  }

  @Test
  void aHeapThatIsTooSmallEndsTheChild() throws Exception {
    assertThatThrownBy(() -> run(announced(), stage(12L << 20, AMPLE)))
        .isInstanceOf(WorkerLostException.class)
        .hasMessageContaining("its Java heap was too small");
  }

  @Test
  void aModelThatTakesAllMemoryIsEndedAndTheNextUpgradeIsUnharmed() throws Exception {
    HostileModels.greedy(task.incoming());

    assertThatThrownBy(() -> run(announced(), stage(HEAP, 1L << 30, AMPLE)))
        .isInstanceOf(WorkerLostException.class)
        .hasMessageMatching(
            "the process for fetching: it used \\d+ MiB of memory and was ended; allowed: 1024 MiB");

    assertThat(descendants()).isZero();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void aModelCannotWriteOutsideOfItsFolders() throws Exception {
    assumeThat(children.protectsFiles()).as(children.describe()).isTrue();
    Path made = folder.resolve("made-by-the-model");
    HostileModels.writing(task.incoming(), made);

    assertThatThrownBy(() -> run(announced(), stage(HEAP, AMPLE)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("made-by-the-model");
    assertThat(made).doesNotExist();
  }

  private Upgrade announced() {
    return journal
        .accept(
            new Announcement(
                "/test",
                "1",
                new ModelVersion(TinyTask.MODEL, "2"),
                new Artifact(task.incoming().toUri(), Optional.empty())))
        .upgrade();
  }

  private Upgrade run(Upgrade upgrade, Stage stage) {
    Stages stages =
        new Stages(Map.of(Action.FETCH, stage, Action.DISTIL, stage, Action.JUDGE, stage));
    Upgrade taken = journal.append(upgrade, new Step.Started());
    return new Runner(journal, stages, Progress.SILENT, Clock.systemUTC()).run(taken);
  }

  private Stage stage(long heap, Duration limit) {
    return stage(heap, heap + (2L << 30), limit);
  }

  private Stage stage(long heap, long memory, Duration limit) {
    return new ChildStage(
        new PreparedChildren(children, HOME),
        StageWorker.class.getName(),
        new WorkerFolders(HOME, task.policies(), folder.resolve("work")),
        new WorkerLimits(
            gpus -> new ChildLimits(heap, memory, Optional.empty(), gpus), limit, List.of()),
        new YamlPolicies(task.policies(), wrong -> {}),
        journal,
        artifacts(),
        RemoteFiles.NONE,
        new Told());
  }

  private StoredArtifacts artifacts() {
    Stores stores =
        Stores.ofService(
            StoreSettings.of(
                Map.of(
                    "BCKD_HOME", folder.resolve("home").toString(),
                    "BCKD_FILE_ROOTS", folder.toString())));
    return new StoredArtifacts(stores.files(), stores.store());
  }

  /** The child, when it is about to run a model, or does. */
  private static long awaitPyTorch() {
    await().atMost(AMPLE).until(() -> descendants() > 0);
    long child = ProcessHandle.current().descendants().findFirst().orElseThrow().pid();
    Path maps = Path.of("/proc", String.valueOf(child), "maps");
    await().atMost(AMPLE).until(() -> Files.readString(maps).contains("libdjl_torch"));
    return child;
  }

  private static long descendants() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).count();
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }

  /** Notes what it is told. */
  private final class Told implements Progress {
    @Override
    public void says(String stage, String line) {
      told.add(stage + " " + line);
    }

    @Override
    public void trained(String model, String term, double value) {
      told.add("loss " + term + " " + value);
    }

    @Override
    public void distilled(String model, long samplesSeen) {
      told.add("rows " + samplesSeen);
    }

    @Override
    public void judged(String model, List<GateOutcome> outcomes) {
      outcomes.forEach(outcome -> told.add(outcome.metric() + " " + outcome.verdict()));
    }

    @Override
    public void stepped(Upgrade upgrade, Step step, Duration took) {
      throw new IllegalStateException("steps are the runner's to tell");
    }
  }
}
