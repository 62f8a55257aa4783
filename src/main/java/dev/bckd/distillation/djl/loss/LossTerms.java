package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.distillation.recipe.Divergence;
import dev.bckd.distillation.recipe.KullbackLeibler;
import dev.bckd.distillation.recipe.LabelLoss;
import dev.bckd.distillation.recipe.Loss;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;

/** The formula of each loss. A new loss is one line here. */
public final class LossTerms {
  private LossTerms() {}

  /**
   * @param resident all rows
   * @param weights of each row in this training, {@code [rows]}; 0 on rows that it does not use
   */
  public static LossTerm of(Term term, ResidentRows resident, NDArray weights) {
    RowFilter filter = RowFilters.of(term.filter(), resident, weights);
    Loss loss = term.loss();
    if (loss instanceof LabelLoss label) {
      return RowTerm.of(formula(label), filter, weights);
    }
    if (loss instanceof Divergence divergence) {
      return RowTerm.of(formula(divergence), target(term.target()), filter, weights);
    }
    throw new IllegalStateException("no formula for the loss " + loss.name());
  }

  private static LabelFormula formula(LabelLoss loss) {
    if (loss instanceof CrossEntropy entropy) {
      return new CrossEntropyTerm(entropy);
    }
    throw new IllegalStateException("no formula for the loss " + loss.name());
  }

  private static DivergenceFormula formula(Divergence loss) {
    if (loss instanceof KullbackLeibler kullbackLeibler) {
      return new KullbackLeiblerTerm(kullbackLeibler);
    }
    throw new IllegalStateException("no formula for the loss " + loss.name());
  }

  private static TargetAnswers target(Target target) {
    if (target instanceof Target.Teacher teacher) {
      return new TeacherTarget(teacher);
    }
    if (target instanceof Target.Pooled pooled) {
      return new PooledTarget(pooled);
    }
    if (target instanceof Target.Incoming) {
      return new IncomingTarget();
    }
    throw new IllegalStateException("no answers of the target " + target.describe());
  }
}
