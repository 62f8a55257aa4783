package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an upgrade when something goes wrong. */
class SetbacksTest {
  private final OneModel model = new OneModel();

  @AfterEach
  void stopWatching() {
    model.close();
  }

  @Test
  void triesAgainLaterWhatMayPassAndGivesUpAtLast() {
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.FETCH,
        fetching -> {
          throw new UnavailableException("s3://models does not answer");
        });

    List<Duration> waits = new ArrayList<>();
    for (Optional<Instant> next = model.work("a"); next.isPresent(); next = model.work("a")) {
      assertThat(model.work("a")).as("nothing is done before its time").isEqualTo(next);
      waits.add(Duration.between(model.clock.instant(), next.get()));
      model.clock.move(Duration.between(model.clock.instant(), next.get()));
    }

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(5));
    assertThat(model.reason(upgrade))
        .contains("given up after 3 tries: s3://models does not answer");
  }

  @ParameterizedTest
  @ValueSource(longs = {-100_000, 100_000})
  void doesNotWaitForATimeThatAClockThatJumpedHasTakenAway(long seconds) {
    Upgrade upgrade = model.accepted("e1");
    Stage usual = model.stages.get(Action.FETCH);
    model.stages.put(
        Action.FETCH,
        fetching -> {
          if (fetching.attempts().delayed() == 0) {
            throw new UnavailableException("down");
          }
          return usual.work(fetching);
        });
    assertThat(model.work("a")).contains(model.clock.instant().plusSeconds(2));

    model.clock.move(Duration.ofSeconds(seconds));

    assertThat(model.work("a")).isEmpty();
    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void goesOnWhereItWasWhenWhatFailedHasPassed() {
    Upgrade upgrade = model.accepted("e1");
    Stage usual = model.stages.get(Action.JUDGE);
    model.stages.put(
        Action.JUDGE,
        judging -> {
          if (judging.attempts().delayed() < 2) {
            throw new UnavailableException("down");
          }
          return usual.work(judging);
        });

    for (Optional<Instant> next = model.work("a"); next.isPresent(); next = model.work("a")) {
      model.clock.move(Duration.between(model.clock.instant(), next.get()));
    }

    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
    assertThat(model.journal.of(upgrade.id()))
        .filteredOn(entry -> entry.step() instanceof Step.Distilled)
        .hasSize(1);
  }

  @Test
  void doesNotRepeatWhatCannotPass() {
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.FETCH,
        fetching -> {
          throw new BadInputException("model.pt", "has another digest");
        });

    assertThat(model.work("a")).isEmpty();

    assertThat(model.reason(upgrade)).contains("model.pt: has another digest");
  }

  @Test
  void failsAnUpgradeThatCostsThreeWorkers() {
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.DISTIL,
        distilling -> {
          throw new WorkerLostException("killed by signal 11");
        });

    model.work("a");

    assertThat(model.reason(upgrade))
        .contains("its worker was lost 3 times in DISTILLING: killed by signal 11");
    assertThat(model.journal.of(upgrade.id()))
        .filteredOn(entry -> entry.step() instanceof Step.WorkerLost)
        .hasSize(3);
  }

  @Test
  void failsAnUpgradeThatKillsTheWholeServiceThreeTimes() {
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.JUDGE,
        judging -> {
          throw new Killed();
        });
    for (String process : List.of("a", "b", "c")) {
      assertThatThrownBy(() -> model.work(process)).isInstanceOf(Killed.class);
    }

    model.work("d");

    assertThat(model.reason(upgrade)).contains("its worker was lost 3 times in JUDGING");
  }

  @Test
  void givesAnUpgradeBackUnharmedWhenToldToStop() {
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.DISTIL,
        distilling -> {
          model.stopping = true;
          throw new IllegalStateException("interrupted");
        });

    model.work("a");

    Upgrade left = model.journal.find(upgrade.id()).orElseThrow();
    assertThat(left.state()).isEqualTo(UpgradeState.DISTILLING);
    assertThat(left.attempts()).isEqualTo(Attempts.NONE);
  }

  @Test
  void saysADefectOfItsOwnAndTakesTheNext() {
    model.stages.remove(Action.JUDGE);
    Upgrade upgrade = model.accepted("e1");

    model.work("a");

    assertThat(model.reason(upgrade).orElseThrow())
        .startsWith("a defect of bckd")
        .endsWith("nothing was done in JUDGING");
  }

  @Test
  void putsTheTrafficBackBeforeItSaysThatARolloutHasFailed() {
    serve(SimulatedPolicies.TEACHER);
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.ROLL_OUT,
        rolling -> {
          serve("e1-bckd.1");
          throw new BadInputException("model.pt", "does not answer");
        });

    model.work("a");

    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.FAILED);
    assertThat(model.server.stable(OneModel.NAME)).contains(version(SimulatedPolicies.TEACHER));
    assertThat(model.server.loaded(OneModel.NAME)).doesNotContain(version("e1-bckd.1"));
  }

  @Test
  void failsARolloutWhosePolicyHasVanishedWhereNothingHasMoved() {
    serve(SimulatedPolicies.TEACHER);
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.ROLL_OUT,
        rolling -> {
          model.policies.vanish();
          model.policies.of(OneModel.NAME);
          return new Step.RolledOut();
        });

    model.work("a");

    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.FAILED);
    assertThat(model.reason(upgrade)).contains("policy.yaml: no such file");
  }

  @Test
  void refusesTheWorkerThatWasReplacedOnceARolloutIsGivenUp() {
    serve(SimulatedPolicies.TEACHER);
    model.accepted("e1");
    List<Long> generations = new ArrayList<>();
    model.stages.put(
        Action.ROLL_OUT,
        rolling -> {
          generations.add(rolling.generation());
          throw new BadInputException("model.pt", "does not load");
        });
    model.work("a");
    load("e1-bckd.1");

    assertThatThrownBy(() -> model.server.promote(version("e1-bckd.1"), generations.get(0) - 1))
        .hasMessageContaining("has switched since");
  }

  private void serve(String version) {
    load(version);
    model.server.promote(version(version), 0);
  }

  private void load(String version) {
    model.server.load(
        version(version),
        Path.of("/model.pt"),
        new SimulatedPolicies(List.of(OneModel.NAME)).of(OneModel.NAME).signature());
  }

  private static ModelVersion version(String version) {
    return new ModelVersion(OneModel.NAME, version);
  }

  /** SIGKILL: nothing that is caught runs. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
