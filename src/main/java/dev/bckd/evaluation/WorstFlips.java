package dev.bckd.evaluation;

import dev.bckd.model.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The negative flips that a user would find hardest to understand. */
final class WorstFlips {
  private WorstFlips() {}

  /** Those of which the model is surest of its wrong answer, the surest first. */
  static List<Flip> of(Answers answers, Role model) {
    return Worst.of(
            answers.samples(),
            i -> answers.right(Role.TEACHER, i) && !answers.right(model, i),
            i -> answers.confidence(model, i))
        .map(
            i ->
                new Flip(
                    i,
                    Optional.empty(),
                    OptionalInt.of(answers.label(i)),
                    answer(answers, Role.TEACHER, i),
                    answer(answers, model, i),
                    Map.of()))
        .toList();
  }

  private static Flip.Answer answer(Answers answers, Role model, int sample) {
    return new Flip.Answer(
        answers.decision(model, sample), OptionalDouble.of(answers.confidence(model, sample)));
  }

  /** Those whose best placed relevant candidate falls furthest. */
  static List<Flip> of(Rankings rankings, Role model, int k) {
    return Worst.of(
            rankings.samples(),
            i -> rankings.hits(Role.TEACHER, i, k) > 0 && rankings.hits(model, i, k) == 0,
            i -> rankings.rank(model, i, 0) - rankings.rank(Role.TEACHER, i, 0))
        .map(
            i ->
                new Flip(
                    i,
                    Optional.empty(),
                    OptionalInt.empty(),
                    place(rankings, Role.TEACHER, i),
                    place(rankings, model, i),
                    Map.of()))
        .toList();
  }

  private static Flip.Answer place(Rankings rankings, Role model, int sample) {
    return new Flip.Answer(rankings.rank(model, sample, 0) + 1, OptionalDouble.empty());
  }
}
