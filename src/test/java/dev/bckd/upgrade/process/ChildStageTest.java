package dev.bckd.upgrade.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.RemoteFiles;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.process.ChildLimits;
import dev.bckd.process.ChildStarter;
import dev.bckd.process.Children;
import dev.bckd.process.Isolation;
import dev.bckd.testing.HandClock;
import dev.bckd.testing.ProgramRun;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.WorkerLostException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a stage gets a process; what it does in there is told by StageWorkerTest. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChildStageTest {
  private static final String MODEL = "shop-ranker";
  private static final String LONGER_THAN_A_PIPE = "2".repeat(200_000);

  private final MemoryJournal journal = new MemoryJournal(new HandClock());
  private final Children children = new Children(Isolation.AUTO, line -> {});

  @TempDir private Path folder;

  @Test
  void startsNoProcessForAModelWithoutAPolicy() {
    ChildStage stage =
        stage(
            child -> {
              throw new AssertionError("a process was started");
            },
            Duration.ofSeconds(1));

    assertThatThrownBy(() -> stage.work(begun("nobody", "2")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a policy with spec.model 'nobody'");
  }

  @Test
  void endsAProcessThatDoesNotReadWhenItsTimeIsUp() {
    ChildStage stage = stage(children, Duration.ofSeconds(1));

    assertThatThrownBy(() -> stage.work(begun(MODEL, LONGER_THAN_A_PIPE)))
        .isInstanceOf(WorkerLostException.class)
        .hasMessage("the process for fetching: it took longer than PT1S and was ended");
  }

  @Test
  void leavesAProcessThatDoesNotReadWhenItIsToldTo() throws Exception {
    ChildStage stage = stage(children, Duration.ofMinutes(5));
    Upgrade upgrade = begun(MODEL, LONGER_THAN_A_PIPE);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread work =
        new Thread(() -> ended.complete(catchThrowable(() -> stage.work(upgrade))), "stage");
    work.start();
    await().until(() -> somebodyIsTellingAChild());

    work.interrupt();

    assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
  }

  private static boolean somebodyIsTellingAChild() {
    return Thread.getAllStackTraces().values().stream()
        .map(Arrays::toString)
        .anyMatch(stack -> stack.contains("Conversation") && stack.contains("writeBytes"));
  }

  private Upgrade begun(String model, String version) {
    Upgrade upgrade =
        journal
            .accept(
                new Announcement(
                    "/ci",
                    "1",
                    new ModelVersion(model, version),
                    new Artifact(URI.create("file:///m.pt"), Optional.empty())))
            .upgrade();
    return journal.append(upgrade, new Step.Started());
  }

  /** Its program hears nothing: neither its input nor that it should end. */
  private ChildStage stage(ChildStarter starter, Duration limit) {
    return new ChildStage(
        starter,
        "dev.bckd.process.Probe",
        new WorkerFolders(folder, folder, folder),
        new WorkerLimits(gpus -> ChildLimits.ofHeap(32L << 20), limit, List.of("-Dprobe=mute")),
        new YamlPolicies(ProgramRun.projectRoot().resolve("regression-suites"), wrong -> {}),
        journal,
        new NoArtifacts(),
        RemoteFiles.NONE,
        Progress.SILENT);
  }

  private static final class NoArtifacts implements Artifacts {
    @Override
    public Path fetch(Artifact artifact) {
      throw new AssertionError("nothing is fetched");
    }

    @Override
    public URI store(String model, String version, Path file) {
      throw new AssertionError("nothing is stored");
    }
  }
}
