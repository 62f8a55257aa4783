package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.Start;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Trains what a search chose once more, and writes it. */
final class ChosenStudent {
  /** A temperature nearer to 1 than this changes nothing worth a change. */
  private static final double LEAST_COOLING = 0.02;

  private final Path file;
  private final DistillationListener listener;

  /**
   * @param file where it is written
   */
  ChosenStudent(Path file, DistillationListener listener) {
    this.file = file;
    this.listener = listener;
  }

  /**
   * The chosen recipe once more, on the rows that decided too: rows are too dear to leave out.
   *
   * @return empty, and nothing is written, where the time cuts it short
   */
  Optional<Training> again(
      Trainings trainings, Footing footing, Choice choice, List<FrontPoint> front) {
    trainings.says("the chosen recipe once more, on all rows");
    Recipe recipe = choice.recipe();
    TrainingSession session = trainings.session();
    try (TrainingRun run = trainings.begin(recipe, footing.material().all())) {
      trainings.advance(run, recipe, 1);
      if (run.done() < run.steps()) {
        return Optional.empty();
      }
      try (Weights end = run.weights()) {
        save(session, choice, there(session, choice, end));
      }
      return Optional.of(
          trainings.end(choice.words() + ", trained again on all rows", run.losses(), front));
    }
  }

  private static Weights there(TrainingSession session, Choice choice, Weights end) {
    Weights origin =
        choice.origin() == Start.TEACHER ? session.teacher().orElseThrow() : session.incoming();
    return choice.interpolation() == 1 ? end : session.between(origin, end, choice.interpolation());
  }

  /** Writes weights with their logits at the temperature of the choice. */
  void save(TrainingSession session, Choice choice, Weights weights) {
    session.save(cooled(session, choice.temperature(), weights), file);
  }

  private Weights cooled(TrainingSession session, double temperature, Weights weights) {
    if (Math.abs(temperature - 1) < LEAST_COOLING) {
      return weights;
    }
    Optional<Weights> cooled = session.cooled(weights, temperature);
    listener.says(
        String.format(
            Locale.ROOT,
            cooled.isPresent()
                ? "recalibrated: logits divided by %.3f"
                : "not recalibrated (temperature %.3f): no single layer makes the logits",
            temperature));
    return cooled.orElse(weights);
  }
}
