package dev.bckd.distillation;

import dev.bckd.distillation.TrainingSession.Weights;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.policy.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;

/**
 * Looks at students: where they are, and at places on the straight lines to them from the incoming
 * model and, where its weights could be the student's, from the teacher. Places cost no training.
 *
 * @see <a href="https://arxiv.org/abs/2109.01903">Wortsman et al., CVPR 2022: weight-space
 *     ensembles</a>
 * @see <a href="https://arxiv.org/abs/2301.10546">Schumann et al., EACL 2024: weight interpolation
 *     from the old model</a>
 */
final class Places {
  /** Where on a line students are looked at, beside its end. */
  private static final List<Double> SHARES = List.of(0.9, 0.8, 0.65, 0.5);

  private final Trainings trainings;
  private final TrainingSession session;
  private final Selection selection;
  private final Bar bar;

  Places(Trainings trainings, Selection selection, Bar bar) {
    this.trainings = trainings;
    this.session = trainings.session();
    this.selection = selection;
    this.bar = bar;
  }

  /** The student as it is now. */
  Trial end(Recipe recipe, TrainingRun run) {
    return look(recipe, Start.INCOMING, 1, run, run.weights());
  }

  /** The student as it is now, or as far back on the way as it takes to keep the bar. */
  Trial onTheWay(Recipe recipe, TrainingRun run) {
    Trial end = end(recipe, run);
    Trial best = end;
    for (double share : SHARES) {
      if (best.qualifies()) {
        break;
      }
      Trial back = between(session.incoming(), Start.INCOMING, share, end, run);
      best = BinaryOperator.minBy(Trial.BEST_FIRST).apply(best, back);
    }
    return best;
  }

  /** The student as it is now, and all places on the way. */
  List<Trial> all(Recipe recipe, TrainingRun run) {
    Trial end = end(recipe, run);
    List<Trial> trials = new ArrayList<>(List.of(end));
    for (double share : SHARES) {
      trials.add(between(session.incoming(), Start.INCOMING, share, end, run));
    }
    session
        .teacher()
        .ifPresent(
            teacher ->
                SHARES.forEach(
                    share -> trials.add(between(teacher, Start.TEACHER, share, end, run))));
    return trials;
  }

  private Trial between(Weights from, Start origin, double share, Trial end, TrainingRun run) {
    Weights there = session.between(from, end.weights(), share);
    return look(end.recipe(), origin, share, run, there);
  }

  private Trial look(
      Recipe recipe, Start origin, double interpolation, TrainingRun run, Weights weights) {
    Selection.Exam exam = selection.ask(rows -> session.answers(weights, rows));
    Standing standing = selection.standing(exam, bar);
    Trial trial =
        new Trial(
            recipe,
            origin,
            interpolation,
            weights,
            run.losses(),
            run.done() == run.steps(),
            standing,
            bar.shortfall(standing));
    trainings.says(
        String.format(
            Locale.ROOT,
            "%s at %.2f: negative flips %.4f, at most %.4f; %s%s",
            trial.name(),
            interpolation,
            standing.negativeFlips().interval().estimate(),
            trial.flipsAtMost(),
            standing.inWords(),
            trial.qualifies() ? "" : "; below the bar"));
    return trial;
  }
}
