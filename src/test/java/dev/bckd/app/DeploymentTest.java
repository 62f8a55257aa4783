package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.gates.Decision;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.model.Signature;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Instruction;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a replica serves while another one works on the same journal. */
class DeploymentTest {
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));

  private static final String HANGS = "hangs";

  @TempDir private Path folder;

  private final MemoryJournal journal = new MemoryJournal(Clock.systemUTC());
  private final CountDownLatch unlocked = new CountDownLatch(1);
  private final EmbeddedModelServer server = new EmbeddedModelServer(this::open);
  private Deployment deployment;

  @BeforeEach
  void aReplica() {
    deployment = deployment(Duration.ofMinutes(1));
  }

  private Deployment deployment(Duration moment) {
    return deployment(journal, moment);
  }

  private Deployment deployment(Journal followed, Duration moment) {
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
    return new Deployment(new ToyPolicy(folder), followed, files, server, moment);
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

  @Test
  @Timeout(60)
  void servesAModelAndFollowsItWhileTheOneBeforeItIsNeverDoneWithLoading() throws IOException {
    Files.writeString(folder.resolve("missing.txt"), HANGS);
    try (Deployment impatient = deployment(Duration.ofMillis(1))) {
      impatient.follow();
      await().until(() -> served().equals(Optional.of("41")));
      journal.append(rollingOut("42"), new Step.RolledOut());
      impatient.follow();
      await().until(() -> served().equals(Optional.of("42")));

      assertThat(impatient.models()).containsEntry("broken", "loading");
      assertThat(impatient.restored()).isFalse();

      unlocked.countDown();
      await().until(impatient::restored);
      assertThat(server.stable("broken")).isPresent();
    }
  }

  @Test
  void leavesTheTrafficWhereARolloutHasMovedItMeanwhile() throws IOException {
    Upgrade rollingOut = rollingOut("42");
    Journal late =
        meanwhile(
            "moving",
            () -> {
              ModelVersion version = new ModelVersion("toy", "42");
              server.load(version, folder.resolve("42.txt"), ToyPolicy.SIGNATURE);
              server.promote(version, rollingOut.generation());
              journal.append(rollingOut, new Step.RolledOut());
            });
    try (Deployment follower = deployment(late, Duration.ofMinutes(1))) {
      follower.follow();
      assertThat(served()).contains("42");

      follower.follow();
      assertThat(follower.models()).containsEntry("toy", "ready");
    }
  }

  /** The journal; something happens before a question is answered for the first time. */
  private Journal meanwhile(String question, Runnable what) {
    AtomicBoolean happened = new AtomicBoolean();
    InvocationHandler asked =
        (proxy, method, arguments) -> {
          if (method.getName().equals(question)
              && List.of(arguments).contains("toy")
              && happened.compareAndSet(false, true)) {
            what.run();
          }
          return method.invoke(journal, arguments);
        };
    return (Journal)
        Proxy.newProxyInstance(
            Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, asked);
  }

  /** A file that says so is not done with loading before the test lets it. */
  private ScoringModel open(Path file, Signature signature) {
    try {
      if (Files.readString(file).equals(HANGS)) {
        unlocked.await();
        Files.writeString(file, "1.5");
      }
      return new LinearEngine().open(file, signature);
    } catch (IOException | InterruptedException e) {
      throw new BadInputException(file.toString(), "cannot be read");
    }
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
