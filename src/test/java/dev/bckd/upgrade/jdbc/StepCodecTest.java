package dev.bckd.upgrade.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.SearchedFront;
import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
          SearchedFront.resampled());
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));
  private static final Served SERVED = new Served("41", URI.create("file:///41.pt"), DIGEST);

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
        new Step.Fetched(
            DIGEST, When.ON_REGRESSION, OnInconclusive.HOLD, Optional.of(SERVED), SERVED),
        new Step.Fetched(DIGEST, When.NEVER, OnInconclusive.REJECT, Optional.empty(), SERVED),
        new Step.Distilled(SERVED, TRAINING),
        new Step.Judged(Role.STUDENT, Decision.INCONCLUSIVE, "µ \"why\"", URI.create("file:///r")),
        new Step.RolledOut(),
        new Step.AlreadyDeployed(),
        new Step.Failed("no such file"));
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
            "failed");
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
         "artifact":{"uri":"file:///42.pt","digest":null}}}""";

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
  void refusesAKindThatItDoesNotKnow() {
    assertThatThrownBy(() -> codec.read("rolled-back", "{}"))
        .hasMessage("the journal has a step of kind 'rolled-back', written by a newer bckd");
  }
}
