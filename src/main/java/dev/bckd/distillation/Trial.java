package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import java.util.List;

/**
 * A student that was looked at.
 *
 * @param recipe how it is trained
 * @param interpolation where it stands on the line from the incoming model, 0, to the trained
 *     student, 1
 * @param weights at that place
 * @param losses of its training so far
 * @param standing how it does
 * @param shortfall how far it is below the bar, as a share; 0 where it keeps it
 */
record Trial(
    Recipe recipe,
    double interpolation,
    Weights weights,
    List<EpochLoss> losses,
    Standing standing,
    double shortfall) {
  Trial {
    losses = List.copyOf(losses);
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
        recipe.name(), recipe.alpha(), interpolation, standing, qualifies(), chosen);
  }
}
