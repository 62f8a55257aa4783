package dev.bckd.upgrade.process;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.RemoteFiles;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.process.ChildLimits;
import dev.bckd.testing.HandClock;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a stage gets a process; what it does in there is told by StageWorkerTest. */
class ChildStageTest {
  @TempDir private Path folder;

  @Test
  void startsNoProcessForAModelWithoutAPolicy() {
    MemoryJournal journal = new MemoryJournal(new HandClock());
    ChildStage stage =
        new ChildStage(
            child -> {
              throw new AssertionError("a process was started");
            },
            "none",
            new WorkerFolders(folder, folder, folder),
            new WorkerLimits(gpus -> ChildLimits.ofHeap(1), Duration.ofSeconds(1), List.of()),
            new YamlPolicies(folder, wrong -> {}),
            journal,
            new NoArtifacts(),
            RemoteFiles.NONE,
            Progress.SILENT);
    Upgrade upgrade =
        journal
            .accept(
                new Announcement(
                    "/ci",
                    "1",
                    new ModelVersion("nobody", "2"),
                    new Artifact(URI.create("file:///m.pt"), Optional.empty())))
            .upgrade();

    assertThatThrownBy(() -> stage.work(journal.append(upgrade, new Step.Started())))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a policy with spec.model 'nobody'");
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
