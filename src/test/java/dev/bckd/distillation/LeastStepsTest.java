package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.PretendSession.Wrong;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.Start;
import dev.bckd.testing.HandClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two epochs of 1,000 steps each, of which one is needed; ten minutes are allowed. */
class LeastStepsTest {
  private static final int STEPS_AN_EPOCH = 1000;
  private static final Recipe RECIPE =
      new Recipe(
          "explicit",
          List.of(Term.of(CrossEntropy.PLAIN, 1)),
          0.001,
          16,
          2,
          1,
          1,
          Augmentation.NONE,
          0,
          Start.INCOMING,
          List.of(),
          1);

  private final HandClock clock = new HandClock();

  /** Trains with steps of one length, after so much else; how many steps were made. */
  private long train(Duration step, Duration before) {
    PretendSession session =
        PretendSession.of(new Wrong(0, 0), Map.of())
            .working(STEPS_AN_EPOCH, steps -> clock.move(step.multipliedBy(steps)));
    Trainings trainings =
        new Trainings(
            session,
            new Checkpoints(Optional.empty(), Duration.ofHours(1), clock, "pretended"),
            new Stopwatch(
                clock,
                Policies.of(
                    TaskType.BINARY,
                    new Signature(List.of(), List.of("logits")),
                    Optional.empty(),
                    List.of())),
            DistillationListener.SILENT);
    TrainingRun run = trainings.begin(RECIPE, new int[16 * STEPS_AN_EPOCH]);
    clock.move(before);
    trainings.advance(run, RECIPE, 1, 0.5);
    return run.done();
  }

  private void assertRefused(Duration step, Duration before, String why) {
    assertThatThrownBy(() -> train(step, before))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            "policy.yaml: spec.distillation.budget.time: PT10M is too little: " + why);
  }

  /** The pace tells after 20 steps of two seconds each: a twentieth of the time is spent. */
  @Test
  void refusesWhatIsHopelessOnceThePaceTells() {
    assertRefused(
        Duration.ofSeconds(2),
        Duration.ZERO,
        "after 20 of the 1000 steps that 'explicit' must make at least; an epoch takes about"
            + " PT33M20S here; allow at least PT33M20S, or give fewer rows");
    assertThat(clock.instant()).isEqualTo("1970-01-01T00:00:40Z");
  }

  /** An epoch takes 610 s: too long, yet not so much that other work may not be the cause. */
  @Test
  void refusesWhatIsDoubtfulWhenTheTimeIsAlmostSpent() {
    assertRefused(
        Duration.ofMillis(610),
        Duration.ZERO,
        "after 980 of the 1000 steps that 'explicit' must make at least; an epoch takes about"
            + " PT10M10S here; allow at least PT10M10S");
  }

  @Test
  void refusesBeforeTheFirstStepWhereNoTimeIsLeft() {
    assertRefused(
        Duration.ofMillis(1),
        Duration.ofMinutes(10),
        "it was spent before the first step of 'explicit'; allow more time");
  }

  @Test
  void anEpochThatFitsIsTrainedAndMoreWhileThereIsTime() {
    assertThat(train(Duration.ofMillis(590), Duration.ZERO)).isEqualTo(2 * STEPS_AN_EPOCH);
    assertThat(train(Duration.ofMillis(590), Duration.ofSeconds(11))).isEqualTo(STEPS_AN_EPOCH);
  }
}
