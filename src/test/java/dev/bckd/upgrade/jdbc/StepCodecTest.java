package dev.bckd.upgrade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.OtherTraining;
import dev.bckd.distillation.SearchedFront;
import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Release;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Instruction;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepCodecTest {
  private static final Training TRAINING =
      new Training(
          "auto",
          2,
          0.5,
          10,
          "cpu",
          true,
          List.of(new EpochLoss(1, "cross-entropy", 0.7, 1, 0.25)),
          List.of(new OtherTraining("control", List.of(new EpochLoss(1, "focal", 0.3, 0.5, 0.25)))),
          SearchedFront.resampled(),
          List.of("2 of 10 rows hold ids that the teacher does not know"));
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));
  private static final Served SERVED = new Served("41", URI.create("file:///41.pt"), DIGEST);

  private static final Instant LATER = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instruction TOLD = new Instruction("ana", "the rule team asked for it");

  private final StepCodec codec = new StepCodec();

  static List<Step> steps() {
    return List.of(
        new Step.Accepted(
            new Announcement(
                "/ci",
                "1",
                new ModelVersion("m", "42"),
                new Artifact(URI.create("file:///42.pt"), Optional.of(DIGEST)),
                Optional.of("strict"))),
        new Step.Started(),
        new Step.Started(Optional.of("node-1:/bckd#7")),
        new Step.Fetched(
            DIGEST,
            When.ON_REGRESSION,
            OnInconclusive.HOLD,
            Optional.of(SERVED),
            SERVED,
            Optional.of(Release.AFTER_APPROVAL)),
        new Step.Fetched(
            DIGEST, When.NEVER, OnInconclusive.REJECT, Optional.empty(), SERVED, Optional.empty()),
        new Step.Distilled(SERVED, TRAINING),
        new Step.Judged(Role.STUDENT, Decision.INCONCLUSIVE, "µ \"why\"", URI.create("file:///r")),
        new Step.RolledOut(),
        new Step.AlreadyDeployed(),
        new Step.Failed("no such file"),
        new Step.Delayed("the store is down", LATER),
        new Step.Frozen("no rollouts on Sundays", LATER),
        new Step.WorkerLost("killed by signal 11"),
        new Step.Released(),
        new Step.Superseded(UUID.fromString("00000000-0000-0000-0000-000000000001")),
        new Step.Approved(TOLD),
        new Step.Aborted(TOLD),
        new Step.Retried(TOLD),
        new Step.RollBackAsked(TOLD),
        new Step.RolledBack());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void readsWhatItWrote(Step step) {
    assertThat(codec.read(codec.kind(step), codec.write(step))).isEqualTo(step);
  }

  @Test
  void namesEveryKindOfStep() {
    assertThat(steps().stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(Step.class.getPermittedSubclasses());
    assertThat(steps().stream().map(codec::kind).distinct())
        .containsExactly(
            "accepted",
            "started",
            "fetched",
            "distilled",
            "judged",
            "rolled-out",
            "already-deployed",
            "failed",
            "delayed",
            "frozen",
            "worker-lost",
            "released",
            "superseded",
            "approved",
            "aborted",
            "retried",
            "roll-back-asked",
            "rolled-back");
  }

  @Test
  void readsAStepToWhichANewerVersionHasAdded() {
    assertThat(codec.read("failed", "{\"reason\":\"r\",\"retryable\":true}"))
        .isEqualTo(new Step.Failed("r"));
  }

  @Test
  void readsAnAcceptanceWrittenBeforeThereWerePolicies() {
    String body =
        """
        {"announcement":{"source":"/ci","id":"1","version":{"model":"m","version":"42"},
         "artifact":{"uri":"file:///42.pt","digest":null}}}\
        """;

    assertThat(codec.read("accepted", body))
        .isEqualTo(
            new Step.Accepted(
                new Announcement(
                    "/ci",
                    "1",
                    new ModelVersion("m", "42"),
                    new Artifact(URI.create("file:///42.pt"), Optional.empty()))));
  }

  @Test
  void readsWhatTheFirstVersionWrote() {
    String fetched =
        """
        {"policy":{"sha256":"%1$s"},"when":"NEVER","inconclusive":"REJECT","teacher":null,
         "incoming":{"version":"41","uri":"file:///41.pt","digest":{"sha256":"%1$s"}}}\
        """
            .formatted(DIGEST.sha256());

    assertThat(codec.read("started", "{}")).isEqualTo(new Step.Started());
    assertThat(codec.read("fetched", fetched))
        .isEqualTo(
            new Step.Fetched(
                DIGEST,
                When.NEVER,
                OnInconclusive.REJECT,
                Optional.empty(),
                SERVED,
                Optional.empty()));
  }

  @Test
  void readsATrainingWrittenBeforeThereWereNotes() {
    String body = codec.write(new Step.Distilled(SERVED, TRAINING));
    String before = body.replaceFirst(",\"notes\":\\[[^]]*]", "");
    assertThat(before).isNotEqualTo(body);

    assertThat(((Step.Distilled) codec.read("distilled", before)).training().notes()).isEmpty();
  }

  @Test
  void readsADistillationWrittenBeforeOtherTrainingsWereTold() {
    String body = codec.write(new Step.Distilled(SERVED, TRAINING));
    String before = body.replaceFirst("\"others\":\\[.*\\],(?=\"front\")", "");

    assertThat(before).hasSizeLessThan(body.length());
    assertThat(codec.read("distilled", before))
        .isEqualTo(
            new Step.Distilled(
                SERVED,
                new Training(
                    "auto",
                    2,
                    0.5,
                    10,
                    "cpu",
                    true,
                    TRAINING.losses(),
                    List.of(),
                    TRAINING.front(),
                    TRAINING.notes())));
  }

  @Test
  void readsAFrontWrittenBeforeItHadQualitiesAndStudentsThatWereStopped() {
    String body = codec.write(new Step.Distilled(SERVED, TRAINING));
    String before =
        body.replaceAll(",\"qualities\":\\[[^]]*]", "").replaceAll(",\"stoppedEarly\":\\w+", "");
    assertThat(before).doesNotContain("qualities", "stoppedEarly").contains("\"logLoss\":0.61");

    Training read = ((Step.Distilled) codec.read("distilled", before)).training();

    assertThat(read.front()).hasSize(2);
    assertThat(read.front().get(0).standing().qualities()).isEmpty();
    assertThat(read.front().get(0).standing().logLoss()).isEqualTo(0.61);
    assertThat(read.front().get(1).stoppedEarly()).isFalse();
  }

  @Test
  void refusesAKindThatItDoesNotKnow() {
    assertThatThrownBy(() -> codec.read("shadowed", "{}"))
        .hasMessage("the journal has a step of kind 'shadowed', written by a newer bckd");
  }
}
