package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;
import java.time.Duration;
import java.util.Locale;

/**
 * Steps that a training must make for its student to be worth a look. Where the time is too little
 * for them the policy is refused: when it is spent, or before, once the pace tells surely.
 */
final class LeastSteps {
  /** The pace tells once this share of all time went into the training. */
  private static final double TELLING = 0.05;

  /** Other work on the machine may have held up the first steps. */
  private static final double SURELY = 2;

  private final Stopwatch time;
  private final TrainingRun run;
  private final Recipe recipe;
  private final long least;
  private final long earlier;
  private final double begun;

  /**
   * @param run as it stands
   * @param least steps, those counted in that it has made
   */
  LeastSteps(Stopwatch time, TrainingRun run, Recipe recipe, long least) {
    this.time = time;
    this.run = run;
    this.recipe = recipe;
    this.least = least;
    this.earlier = run.done();
    this.begun = time.seconds();
  }

  /**
   * @throws dev.bckd.model.BadInputException if the time does not suffice
   */
  void require() {
    if (run.done() >= least) {
      return;
    }
    double left = time.left();
    long made = run.done() - earlier;
    double seconds = time.seconds() - begun;
    if (made == 0) {
      if (left <= 0) {
        throw time.tooLittle(
            "it was spent before the first step of '%s'; allow more time, or give fewer rows"
                .formatted(recipe.name()));
      }
      return;
    }
    double rest = (least - run.done()) * seconds / made;
    if (left <= 0 || (seconds >= TELLING * time.allowed() && rest > SURELY * left)) {
      throw time.tooLittle(why(seconds / made, rest));
    }
  }

  private String why(double step, double rest) {
    return String.format(
        Locale.ROOT,
        "after %d of the %d steps that '%s' must make at least; an epoch takes about %s here;"
            + " allow at least %s, or give fewer rows",
        run.done(),
        least,
        recipe.name(),
        duration(step * run.steps() / recipe.epochs()),
        duration(time.seconds() + rest));
  }

  /** Whole seconds, at least one, as policies write them. */
  private static Duration duration(double seconds) {
    return Duration.ofSeconds((long) Math.ceil(Math.max(1, seconds)));
  }
}
