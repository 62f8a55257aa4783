package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Instruction;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica serves while another one works on the same journal. */
class DeploymentTest {
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;

  private final MemoryJournal journal = new MemoryJournal(Clock.systemUTC());
  private final EmbeddedModelServer server = new EmbeddedModelServer(new LinearEngine());
  private Deployment deployment;

  @BeforeEach
  void aReplica() {
    Artifacts files =
        new Artifacts() {
          @Override
          public Path fetch(Artifact artifact) {
            return Path.of(artifact.uri());
          }

          @Override
          public URI store(String model, String version, Path file) {
            return file.toUri();
          }
        };
    deployment = new Deployment(new ToyPolicy(folder), journal, files, server);
  }

  @Test
  void servesTheTeacherAndThenWhatAnotherReplicaHasPromoted() throws IOException {
    deployment.follow();
    assertThat(served()).contains("41");

    Upgrade rollingOut = rollingOut("42");
    deployment.follow();
    assertThat(served()).as("somebody moves the traffic").contains("41");

    journal.append(rollingOut, new Step.RolledOut());
    deployment.follow();
    assertThat(served()).contains("42");
  }

  @Test
  void followsWhenAnotherReplicaRollsBack() throws IOException {
    Upgrade promoted = journal.append(rollingOut("42"), new Step.RolledOut());
    deployment.follow();
    assertThat(served()).contains("42");

    Upgrade asked =
        journal.append(promoted, new Step.RollBackAsked(new Instruction("ana", "complaints")));
    journal.append(asked, new Step.RolledBack());
    deployment.follow();

    assertThat(served()).contains("41");
  }

  @Test
  void servesAModelOnceItsFileIsThere() throws IOException {
    deployment.follow();
    assertThat(deployment.models()).containsEntry("toy", "ready");
    assertThat(deployment.models().get("broken")).startsWith("not ready: ");

    Files.writeString(folder.resolve("missing.txt"), "1.5");
    deployment.follow();

    assertThat(deployment.models()).containsEntry("broken", "ready");
  }

  private Optional<String> served() {
    return server.stable("toy").map(ModelVersion::version);
  }

  private Upgrade rollingOut(String version) throws IOException {
    URI file = Files.writeString(folder.resolve(version + ".txt"), "2").toUri();
    Upgrade upgrade =
        journal
            .accept(
                new Announcement(
                    "/ci",
                    version,
                    new ModelVersion("toy", version),
                    new Artifact(file, Optional.empty())))
            .upgrade();
    upgrade = journal.append(upgrade, new Step.Started(Optional.of("another replica")));
    upgrade =
        journal.append(
            upgrade,
            new Step.Fetched(
                DIGEST,
                When.NEVER,
                OnInconclusive.REJECT,
                Optional.of(new Served("41", file, DIGEST)),
                new Served(version, file, DIGEST),
                Optional.empty()));
    return journal.append(upgrade, new Step.Judged(Role.INCOMING, Decision.PROMOTE, "fine", file));
  }
}
