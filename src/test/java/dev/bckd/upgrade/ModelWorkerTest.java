package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which upgrade of a model a worker takes, and when it leaves one. */
class ModelWorkerTest {
  private final OneModel model = new OneModel();

  @AfterEach
  void stopWatching() {
    model.close();
  }

  @Test
  void takesAnUpgradeToItsEnd() {
    Upgrade upgrade = model.accepted("e1");

    assertThat(model.work("a")).isEmpty();

    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void supersedesOlderUpgradesWithoutAModelRun() {
    List<Upgrade> older = List.of(model.accepted("e1"), model.accepted("e2"), model.accepted("e3"));
    Upgrade newest = model.accepted("e4");
    List<String> fetched = new ArrayList<>();
    model.stages.put(
        Action.FETCH,
        upgrade -> {
          fetched.add(upgrade.announcement().id());
          return OneModel.fetched(upgrade);
        });

    assertThat(model.work("a")).contains(model.clock.instant().plusSeconds(2));

    assertThat(older).extracting(model::state).containsOnly(UpgradeState.SUPERSEDED);
    assertThat(model.state(newest)).as("more may come").isEqualTo(UpgradeState.RECEIVED);
    model.clock.move(Duration.ofSeconds(2));
    model.work("a");
    assertThat(model.journal.find(older.get(0).id()).flatMap(Upgrade::reason))
        .contains("superseded by upgrade " + newest.id());
    assertThat(model.state(newest)).isEqualTo(UpgradeState.PROMOTED);
    assertThat(fetched).containsExactly("e4");
  }

  @Test
  void waitsForNoMoreEventsWhenTheClockWasPutBack() {
    model.accepted("e1");
    Upgrade newest = model.accepted("e2");
    model.clock.move(Duration.ofHours(-2));

    model.work("a");

    assertThat(model.state(newest)).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void leavesAStageWhenANewerUpgradeComes() {
    Upgrade older = model.accepted("e1");
    model.stages.put(
        Action.DISTIL,
        new Stage() {
          private final Stage usual = model.stages.get(Action.DISTIL);

          @Override
          public Step work(Upgrade upgrade) {
            if (upgrade.id().equals(older.id())) {
              model.accepted("e2");
              OneModel.untilInterrupted();
            }
            return usual.work(upgrade);
          }
        });

    model.work("a");
    model.clock.move(Duration.ofSeconds(2));
    model.work("a");

    assertThat(model.state(older)).isEqualTo(UpgradeState.SUPERSEDED);
    assertThat(model.states()).containsExactly(UpgradeState.PROMOTED, UpgradeState.SUPERSEDED);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void finishesARolloutBeforeANewerUpgrade() {
    Upgrade older = model.accepted("e1");
    model.stages.put(
        Action.ROLL_OUT,
        upgrade -> {
          if (upgrade.id().equals(older.id())) {
            model.accepted("e2");
          }
          return new Step.RolledOut();
        });

    model.work("a");

    assertThat(model.states()).containsExactly(UpgradeState.PROMOTED, UpgradeState.PROMOTED);
  }

  @Test
  void leavesAStageWhenAPersonAborts() {
    Upgrade upgrade = model.accepted("e1");
    model.stages.put(
        Action.JUDGE,
        judging -> {
          model.journal.append(judging, new Step.Aborted(new Instruction("ana", "wrong data")));
          return OneModel.untilInterrupted();
        });

    model.work("a");

    Upgrade end = model.journal.find(upgrade.id()).orElseThrow();
    assertThat(end.state()).isEqualTo(UpgradeState.ABORTED);
    assertThat(end.reason()).contains("aborted by ana: wrong data");
  }

  @Test
  void leavesAModelToTheWorkerThatHasTakenItOver() {
    Upgrade upgrade = model.accepted("e1");
    Stage usual = model.stages.get(Action.DISTIL);
    model.stages.put(
        Action.DISTIL,
        distilling -> {
          model.journal.append(distilling, new Step.Started(Optional.of("the other")));
          return usual.work(distilling);
        });

    assertThat(model.work("a")).isEmpty();

    Upgrade left = model.journal.find(upgrade.id()).orElseThrow();
    assertThat(left.state()).isEqualTo(UpgradeState.DISTILLING);
    assertThat(left.attempts().holder()).contains("the other");
  }

  @Test
  void rollsBackWhenAPersonAsks() {
    Upgrade upgrade = model.accepted("e1");
    model.work("a");
    Upgrade promoted = model.journal.find(upgrade.id()).orElseThrow();
    model.journal.append(promoted, new Step.RollBackAsked(new Instruction("ana", "complaints")));

    model.work("a");

    Upgrade end = model.journal.find(upgrade.id()).orElseThrow();
    assertThat(end.state()).isEqualTo(UpgradeState.ROLLED_BACK);
    assertThat(end.reason()).contains("rolled back by ana: complaints");
    assertThat(model.journal.promoted("m")).isEmpty();
  }

  @Test
  void letsAPausedModelWaitAndGoOn() {
    Upgrade upgrade = model.accepted("e1");
    Stage usual = model.stages.get(Action.DISTIL);
    model.stages.put(
        Action.DISTIL,
        distilling -> {
          model.pauses.pause("m", new Instruction("ana", "holidays"));
          return OneModel.untilInterrupted();
        });

    assertThat(model.work("a")).isEmpty();
    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.DISTILLING);
    assertThat(model.work("a")).as("nothing is done").isEmpty();

    model.stages.put(Action.DISTIL, usual);
    model.pauses.resume("m", new Instruction("ana", ""));
    model.work("a");
    assertThat(model.state(upgrade)).isEqualTo(UpgradeState.PROMOTED);
  }
}
