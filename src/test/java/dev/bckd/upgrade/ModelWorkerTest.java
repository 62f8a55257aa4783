package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.model.UnavailableException;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.testing.HandClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker makes of a model's upgrades, and of what goes wrong on the way. */
class ModelWorkerTest {
  private static final URI FILE = URI.create("file:///model.pt");
  private static final Digest DIGEST = Digest.of("model".getBytes(StandardCharsets.UTF_8));
  private static final Served TEACHER = new Served("1", FILE, DIGEST);

  private final HandClock clock = new HandClock();
  private final MemoryJournal journal = new MemoryJournal(clock);
  private final Map<Action, Stage> stages = new EnumMap<>(Action.class);
  private final List<Long> putBack = new ArrayList<>();
  private final PausesInMemory pauses = new PausesInMemory();
  private final Watch watch = new Watch(journal, pauses, Duration.ofMillis(5));
  private boolean stopping;

  ModelWorkerTest() {
    stages.put(Action.FETCH, ModelWorkerTest::fetched);
    stages.put(
        Action.DISTIL,
        upgrade ->
            new Step.Distilled(
                new Served(upgrade.version().version() + "-bckd.1", FILE, DIGEST),
                new Training("auto", 1, 1.0, 10, "cpu", false, List.of(), List.of())));
    stages.put(
        Action.JUDGE, upgrade -> new Step.Judged(Role.STUDENT, Decision.PROMOTE, "fine", FILE));
    stages.put(Action.ROLL_OUT, upgrade -> new Step.RolledOut());
    stages.put(Action.ROLL_BACK, upgrade -> new Step.RolledBack());
  }

  @AfterEach
  void stopWatching() {
    watch.close();
  }

  @Test
  void takesAnUpgradeToItsEnd() {
    Upgrade upgrade = accepted("e1");

    assertThat(work("a")).isEmpty();

    assertThat(state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void supersedesOlderUpgradesWithoutAModelRun() {
    List<Upgrade> older = List.of(accepted("e1"), accepted("e2"), accepted("e3"));
    Upgrade newest = accepted("e4");
    List<String> fetched = new ArrayList<>();
    stages.put(
        Action.FETCH,
        upgrade -> {
          fetched.add(upgrade.announcement().id());
          return fetched(upgrade);
        });

    work("a");

    assertThat(older).extracting(this::state).containsOnly(UpgradeState.SUPERSEDED);
    assertThat(journal.find(older.get(0).id()).flatMap(Upgrade::reason))
        .contains("superseded by upgrade " + newest.id());
    assertThat(state(newest)).isEqualTo(UpgradeState.PROMOTED);
    assertThat(fetched).containsExactly("e4");
  }

  @Test
  void leavesAStageWhenANewerUpgradeComes() {
    Upgrade older = accepted("e1");
    stages.put(
        Action.DISTIL,
        new Stage() {
          private final Stage usual = stages.get(Action.DISTIL);

          @Override
          public Step work(Upgrade upgrade) {
            if (upgrade.id().equals(older.id())) {
              accepted("e2");
              untilInterrupted();
            }
            return usual.work(upgrade);
          }
        });

    work("a");

    assertThat(state(older)).isEqualTo(UpgradeState.SUPERSEDED);
    assertThat(states()).containsExactly(UpgradeState.PROMOTED, UpgradeState.SUPERSEDED);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void finishesARolloutBeforeANewerUpgrade() {
    Upgrade older = accepted("e1");
    stages.put(
        Action.ROLL_OUT,
        upgrade -> {
          if (upgrade.id().equals(older.id())) {
            accepted("e2");
          }
          return new Step.RolledOut();
        });

    work("a");

    assertThat(states()).containsExactly(UpgradeState.PROMOTED, UpgradeState.PROMOTED);
  }

  @Test
  void leavesAStageWhenAPersonAborts() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.JUDGE,
        judging -> {
          journal.append(judging, new Step.Aborted(new Instruction("ana", "wrong data")));
          return untilInterrupted();
        });

    work("a");

    Upgrade end = journal.find(upgrade.id()).orElseThrow();
    assertThat(end.state()).isEqualTo(UpgradeState.ABORTED);
    assertThat(end.reason()).contains("aborted by ana: wrong data");
  }

  @Test
  void triesAgainLaterWhatMayPassAndGivesUpAtLast() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.FETCH,
        fetching -> {
          throw new UnavailableException("s3://models does not answer");
        });

    List<Duration> waits = new ArrayList<>();
    for (Optional<Instant> next = work("a"); next.isPresent(); next = work("a")) {
      assertThat(work("a")).as("nothing is done before its time").isEqualTo(next);
      waits.add(Duration.between(clock.instant(), next.get()));
      clock.move(Duration.between(clock.instant(), next.get()));
    }

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(5));
    assertThat(journal.find(upgrade.id()).flatMap(Upgrade::reason))
        .contains("given up after 3 tries: s3://models does not answer");
  }

  @Test
  void goesOnWhereItWasWhenWhatFailedHasPassed() {
    Upgrade upgrade = accepted("e1");
    Stage usual = stages.get(Action.JUDGE);
    stages.put(
        Action.JUDGE,
        judging -> {
          if (judging.attempts().delayed() < 2) {
            throw new UnavailableException("down");
          }
          return usual.work(judging);
        });

    for (Optional<Instant> next = work("a"); next.isPresent(); next = work("a")) {
      clock.move(Duration.between(clock.instant(), next.get()));
    }

    assertThat(state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
    assertThat(journal.of(upgrade.id()))
        .filteredOn(entry -> entry.step() instanceof Step.Distilled)
        .hasSize(1);
  }

  @Test
  void doesNotRepeatWhatCannotPass() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.FETCH,
        fetching -> {
          throw new BadInputException("model.pt", "has another digest");
        });

    assertThat(work("a")).isEmpty();

    assertThat(journal.find(upgrade.id()).flatMap(Upgrade::reason))
        .contains("model.pt: has another digest");
  }

  @Test
  void failsAnUpgradeThatCostsThreeWorkers() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.DISTIL,
        distilling -> {
          throw new WorkerLostException("killed by signal 11");
        });

    work("a");

    assertThat(journal.find(upgrade.id()).flatMap(Upgrade::reason))
        .contains("its worker was lost 3 times in DISTILLING: killed by signal 11");
    assertThat(journal.of(upgrade.id()))
        .filteredOn(entry -> entry.step() instanceof Step.WorkerLost)
        .hasSize(3);
  }

  @Test
  void failsAnUpgradeThatKillsTheWholeServiceThreeTimes() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.JUDGE,
        judging -> {
          throw new Killed();
        });
    for (String process : List.of("a", "b", "c")) {
      assertThatThrownBy(() -> work(process)).isInstanceOf(Killed.class);
    }

    work("d");

    assertThat(journal.find(upgrade.id()).flatMap(Upgrade::reason))
        .contains("its worker was lost 3 times in JUDGING");
  }

  @Test
  void givesAnUpgradeBackUnharmedWhenToldToStop() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.DISTIL,
        distilling -> {
          stopping = true;
          throw new IllegalStateException("interrupted");
        });

    work("a");

    Upgrade left = journal.find(upgrade.id()).orElseThrow();
    assertThat(left.state()).isEqualTo(UpgradeState.DISTILLING);
    assertThat(left.attempts()).isEqualTo(Attempts.NONE);
  }

  @Test
  void leavesAModelToTheWorkerThatHasTakenItOver() {
    Upgrade upgrade = accepted("e1");
    Stage usual = stages.get(Action.DISTIL);
    stages.put(
        Action.DISTIL,
        distilling -> {
          journal.append(distilling, new Step.Started(Optional.of("the other")));
          return usual.work(distilling);
        });

    assertThat(work("a")).isEmpty();

    Upgrade left = journal.find(upgrade.id()).orElseThrow();
    assertThat(left.state()).isEqualTo(UpgradeState.DISTILLING);
    assertThat(left.attempts().holder()).contains("the other");
  }

  @Test
  void putsTheTrafficBackBeforeItSaysThatARolloutHasFailed() {
    Upgrade upgrade = accepted("e1");
    stages.put(
        Action.ROLL_OUT,
        rolling -> {
          throw new BadInputException("model.pt", "does not load");
        });

    work("a");

    assertThat(state(upgrade)).isEqualTo(UpgradeState.FAILED);
    assertThat(putBack).containsExactly(journal.find(upgrade.id()).get().generation());
  }

  @Test
  void rollsBackWhenAPersonAsks() {
    Upgrade upgrade = accepted("e1");
    work("a");
    Upgrade promoted = journal.find(upgrade.id()).orElseThrow();
    journal.append(promoted, new Step.RollBackAsked(new Instruction("ana", "complaints")));

    work("a");

    Upgrade end = journal.find(upgrade.id()).orElseThrow();
    assertThat(end.state()).isEqualTo(UpgradeState.ROLLED_BACK);
    assertThat(end.reason()).contains("rolled back by ana: complaints");
    assertThat(journal.promoted("m")).isEmpty();
  }

  @Test
  void letsAPausedModelWaitAndGoOn() {
    Upgrade upgrade = accepted("e1");
    Stage usual = stages.get(Action.DISTIL);
    stages.put(
        Action.DISTIL,
        distilling -> {
          pauses.pause("m", new Instruction("ana", "holidays"));
          return untilInterrupted();
        });

    assertThat(work("a")).isEmpty();
    assertThat(state(upgrade)).isEqualTo(UpgradeState.DISTILLING);
    assertThat(work("a")).as("nothing is done").isEmpty();

    stages.put(Action.DISTIL, usual);
    pauses.resume("m", new Instruction("ana", ""));
    work("a");
    assertThat(state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void saysADefectOfItsOwnAndTakesTheNext() {
    stages.remove(Action.JUDGE);
    Upgrade upgrade = accepted("e1");

    work("a");

    assertThat(journal.find(upgrade.id()).flatMap(Upgrade::reason).orElseThrow())
        .startsWith("a defect of bckd")
        .endsWith("nothing was done in JUDGING");
  }

  private Optional<Instant> work(String process) {
    Runner runner = new Runner(journal, new Stages(stages), Progress.SILENT, clock);
    Retries retries = new Retries(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, 3);
    Settlement settlement = upgrade -> putBack.add(upgrade.generation());
    return new ModelWorker(
            process,
            journal,
            pauses,
            runner,
            new Setbacks(runner, settlement, retries, clock),
            watch,
            clock)
        .work("m", () -> stopping);
  }

  /** As a stage that is interrupted ends: with an exception. */
  private static Step untilInterrupted() {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("never comes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Upgrade accepted(String event) {
    return journal
        .accept(
            new Announcement(
                "/training",
                event,
                new ModelVersion("m", event),
                new Artifact(FILE, Optional.empty())))
        .upgrade();
  }

  private UpgradeState state(Upgrade upgrade) {
    return journal.find(upgrade.id()).orElseThrow().state();
  }

  /** Newest first. */
  private List<UpgradeState> states() {
    return journal.newest(10).stream().map(Upgrade::state).toList();
  }

  private static Step fetched(Upgrade upgrade) {
    return new Step.Fetched(
        DIGEST,
        When.ALWAYS,
        OnInconclusive.REJECT,
        Optional.of(TEACHER),
        new Served(upgrade.version().version(), FILE, DIGEST),
        Optional.empty());
  }

  /** SIGKILL: nothing that is caught runs. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
