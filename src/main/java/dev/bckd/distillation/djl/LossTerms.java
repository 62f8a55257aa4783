package dev.bckd.distillation.djl;

import dev.bckd.distillation.CrossEntropy;
import dev.bckd.distillation.KullbackLeibler;
import dev.bckd.distillation.Loss;
import java.util.Map;
import java.util.function.BiFunction;

/** The formula of each loss. A new loss is one line here. */
final class LossTerms {
  private static final Map<Class<? extends Loss>, BiFunction<Loss, ResidentHistory, LossTerm>>
      BY_LOSS =
          Map.ofEntries(
              formula(CrossEntropy.class, CrossEntropyTerm::new),
              formula(KullbackLeibler.class, KullbackLeiblerTerm::new));

  private LossTerms() {}

  static LossTerm of(Loss loss, ResidentHistory history) {
    BiFunction<Loss, ResidentHistory, LossTerm> formula = BY_LOSS.get(loss.getClass());
    if (formula == null) {
      throw new IllegalStateException("no formula for the loss " + loss.name());
    }
    return formula.apply(loss, history);
  }

  private static <L extends Loss>
      Map.Entry<Class<? extends Loss>, BiFunction<Loss, ResidentHistory, LossTerm>> formula(
          Class<L> loss, BiFunction<L, ResidentHistory, LossTerm> formula) {
    return Map.entry(loss, (parameters, rows) -> formula.apply(loss.cast(parameters), rows));
  }
}
