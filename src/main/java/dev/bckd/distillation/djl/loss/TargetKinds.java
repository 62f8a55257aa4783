package dev.bckd.distillation.djl.loss;

import dev.bckd.distillation.recipe.Divergence;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.model.BadInputException;

/** The answers of each {@link Target}. A new target is one line here. */
final class TargetKinds {
  private static final ByKind<Target, Source> KINDS =
      new ByKind<Target, Source>()
          .with(Target.Teacher.class, target -> resident -> new TeacherTarget(target))
          .with(Target.Incoming.class, target -> resident -> new IncomingTarget())
          .with(Target.Pooled.class, target -> resident -> new PooledTarget(target))
          .with(Target.Corrected.class, target -> resident -> new CorrectedTarget(target))
          .with(Target.Versions.class, target -> resident -> new VersionsTarget())
          .with(Target.Average.class, target -> resident -> new AverageTarget(target))
          .with(Target.Stored.class, target -> resident -> stored(target, resident));

  private TargetKinds() {}

  /** Finds a target's answers among the rows. */
  private interface Source {
    TargetAnswers among(ResidentRows resident);
  }

  /**
   * @throws BadInputException if the divergence looks at logits and the target has none
   */
  static TargetAnswers of(Target target, Divergence divergence, ResidentRows resident) {
    TargetAnswers answers = KINDS.of(target).among(resident);
    if (!divergence.comparesLogits() || !target.mixed()) {
      return answers;
    }
    if (resident.classes() > 2) {
      throw new BadInputException(
          "distillation",
          "the loss %s compares logits; the target %s mixes probabilities and has none"
              .formatted(divergence.name(), target.describe()));
    }
    return new TwoClassLogits(answers);
  }

  private static StoredTarget stored(Target.Stored target, ResidentRows resident) {
    StoredRows rows = resident.further().stored().get(target.column());
    if (rows == null) {
      throw new BadInputException(
          "distillation", "the rows were read without the column " + target.column());
    }
    return new StoredTarget(rows);
  }
}
