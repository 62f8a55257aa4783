package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.Start;
import java.util.Comparator;
import java.util.List;

/**
 * A student that was looked at.
 *
 * @param recipe how it is trained
 * @param origin which model the line begins at that it stands on
 * @param interpolation where it stands on the line from there, 0, to the trained student, 1
 * @param weights at that place
 * @param losses of its training so far
 * @param ended whether its training was at its end
 * @param standing how it does
 * @param shortfall how far it is below the bar, as a share; 0 where it keeps it
 */
record Trial(
    Recipe recipe,
    Start origin,
    double interpolation,
    Weights weights,
    List<EpochLoss> losses,
    boolean ended,
    Standing standing,
    double shortfall) {
  /** Those that keep the bar, by their flips; then those that are nearest to it. */
  static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingDouble(Trial::shortfall).thenComparingDouble(Trial::flipsAtMost);

  Trial {
    losses = List.copyOf(losses);
  }

  /** The recipe's name, and where it stands if not on its way from the incoming model. */
  String name() {
    return recipe.name() + (origin == Start.TEACHER ? ", on the line from the teacher" : "");
  }

  /** Whether it keeps the bar. */
  boolean qualifies() {
    return shortfall == 0;
  }

  /** Upper end of the interval of its negative flip rate. */
  double flipsAtMost() {
    return standing.negativeFlips().interval().high();
  }

  FrontPoint onFront(boolean chosen) {
    return new FrontPoint(
        name(), recipe.alpha(), interpolation, standing, qualifies(), chosen, !ended);
  }
}
