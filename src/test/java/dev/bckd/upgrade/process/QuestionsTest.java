package dev.bckd.upgrade.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.files.FolderStore;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.testing.HandClock;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.OvertakenException;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.StoredArtifacts;
import dev.bckd.upgrade.Upgrade;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child that asks its parent to store something gets. */
class QuestionsTest {
  private static final String STUDENT = "2-bckd.1";

  private final MemoryJournal journal = new MemoryJournal(new HandClock());

  @TempDir private Path folder;
  private Upgrade taken;

  @BeforeEach
  void aWorkerHasTakenAnUpgrade() {
    Upgrade accepted =
        journal
            .accept(
                new Announcement(
                    "/ci",
                    "1",
                    new ModelVersion("m", "2"),
                    new Artifact(URI.create("file:///m.pt"), Optional.empty())))
            .upgrade();
    taken = journal.append(accepted, new Step.Started(Optional.of("a")));
  }

  @Test
  void storesTheStudentOfTheWorkerThatHasTheUpgrade() throws Exception {
    Message answer = asks(taken, STUDENT, "learnt");

    assertThat(answer).isInstanceOf(Message.Stored.class);
    assertThat(stored()).hasContent("learnt");
  }

  @Test
  void keepsWhatIsStoredFromTheWorkerThatWasReplaced() throws Exception {
    Upgrade takenOver = journal.append(taken, new Step.Started(Optional.of("b")));
    asks(takenOver, STUDENT, "learnt by b");

    assertThatThrownBy(() -> asks(taken, STUDENT, "learnt by a"))
        .isInstanceOf(OvertakenException.class);

    assertThat(stored()).hasContent("learnt by b");
  }

  @Test
  void storesNothingUnderTheNameOfAnother() {
    assertThatThrownBy(() -> asks(taken, "1-bckd.1", "learnt"))
        .isInstanceOf(GarbledException.class)
        .hasMessageEndingWith("asked to store as 1-bckd.1, which its upgrade does not need");
  }

  private Message asks(Upgrade upgrade, String version, String content) throws IOException {
    Path work = Files.createDirectories(folder.resolve("work"));
    Path student = Files.writeString(work.resolve("student.pt"), content);
    Questions questions =
        new Questions(
            upgrade,
            work,
            new YamlPolicies(folder, wrong -> {}),
            journal,
            new StoredArtifacts(
                artifact -> Path.of(artifact.uri()), new FolderStore(folder.resolve("store"))),
            RemoteFiles.NONE);
    return questions.answer(new Message.AskStore("m", version, student.toString()));
  }

  private Path stored() {
    return folder.resolve("store").resolve("m").resolve(STUDENT).resolve("student.pt");
  }
}
