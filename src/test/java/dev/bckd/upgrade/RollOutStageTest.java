package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.model.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real stage on the real server; the policy freezes rollouts for the first twenty minutes. */
class RollOutStageTest {
  private static final Instant THAWS = Instant.EPOCH.plus(Duration.ofMinutes(20));

  private final OneModel model = new OneModel();

  @BeforeEach
  void theTeacherIsServed() {
    model.clock.move(Duration.between(model.clock.instant(), Instant.EPOCH));
    model.stages.put(Action.FETCH, this::fetched);
    model.stages.put(
        Action.ROLL_OUT,
        new RollOutStage(
            model.policies, model.journal, new LocalFiles(), model.server, model.clock));
    ModelVersion teacher = new ModelVersion(OneModel.NAME, SimulatedPolicies.TEACHER);
    model.server.load(
        teacher, Path.of("/teacher.pt"), model.policies.of(OneModel.NAME).signature());
    model.server.promote(teacher, 0);
  }

  @AfterEach
  void stopWatching() {
    model.close();
  }

  @Test
  void movesNothingWhileThePolicyFreezesAndGoesOnWhenThatEnds() {
    Upgrade upgrade = model.accepted("e1");

    assertThat(model.work("a")).contains(THAWS);

    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.ROLLING_OUT);
    assertThat(model.reason(upgrade).orElseThrow()).contains("the policy freezes rollouts now");
    assertThat(served()).isEqualTo(SimulatedPolicies.TEACHER);
    assertThat(model.server.loaded(OneModel.NAME)).as("not even loaded").hasSize(1);

    model.clock.move(Duration.between(model.clock.instant(), THAWS));
    assertThat(model.work("a")).isEmpty();

    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
    assertThat(served()).isEqualTo("e1-bckd.1");
  }

  @Test
  void isSupersededWhileItIsFrozen() {
    model.accepted("e1");
    model.work("a");
    model.accepted("e2");
    model.work("a");

    model.clock.move(Duration.ofHours(1));
    model.work("a");

    assertThat(model.states()).isEqualTo(List.of(UpgradeState.PROMOTED, UpgradeState.SUPERSEDED));
    assertThat(served()).isEqualTo("e2-bckd.1");
  }

  @Test
  void failsWhereAnotherVersionIsDeployedThanItWasComparedWith() {
    model.clock.move(Duration.ofDays(1));
    model.accepted("e1");
    model.work("a");
    // Compared with the teacher, too, as it would be if a person had approved it only now.
    Upgrade late = model.accepted("e2");
    model.work("a");

    assertThat(model.state(late)).isEqualTo(UpgradeState.FAILED);
    assertThat(model.reason(late).orElseThrow())
        .contains(
            "it was compared with the teacher and e1-bckd.1 is deployed now; retry the upgrade");
    assertThat(served()).isEqualTo("e1-bckd.1");
  }

  /** By the policy that there is: a rollout by another one is refused. */
  private Step fetched(Upgrade upgrade) {
    Step.Fetched step = (Step.Fetched) OneModel.fetched(upgrade);
    return new Step.Fetched(
        model.policies.of(OneModel.NAME).digest(),
        step.when(),
        step.inconclusive(),
        step.teacher(),
        step.incoming(),
        step.release());
  }

  private String served() {
    return model.server.stable(OneModel.NAME).orElseThrow().version();
  }
}
