package dev.bckd.distillation.recipe;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.LossSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The losses a recipe may name. A new loss is one line here. */
final class Losses {
  private static final Map<String, Function<LossParameters, Loss>> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(CrossEntropy.NAME, CrossEntropy::of),
              Map.entry(NewError.NAME, parameters -> new NewError()),
              Map.entry(KullbackLeibler.NAME, KullbackLeibler::of),
              Map.entry(ReverseKullbackLeibler.NAME, ReverseKullbackLeibler::of),
              Map.entry(JensenShannon.NAME, JensenShannon::of),
              Map.entry(LogitSquaredError.NAME, parameters -> new LogitSquaredError()),
              Map.entry(LogitDifferenceInhibition.NAME, LogitDifferenceInhibition::of),
              Map.entry(
                  BernoulliKullbackLeibler.NAME, parameters -> new BernoulliKullbackLeibler()),
              Map.entry(ScoreSquaredError.NAME, parameters -> new ScoreSquaredError()),
              Map.entry(PredictionCorrelation.NAME, PredictionCorrelation::of),
              Map.entry(ListwiseKullbackLeibler.NAME, ListwiseKullbackLeibler::of),
              Map.entry(RankingDistillation.NAME, RankingDistillation::of),
              Map.entry(EmbeddingSquaredError.NAME, EmbeddingSquaredError::of),
              Map.entry(RelationKullbackLeibler.NAME, RelationKullbackLeibler::of),
              Map.entry(Influence.NAME, Influence::of),
              Map.entry(StartingPoint.NAME, parameters -> new StartingPoint()),
              Map.entry(ElasticWeightConsolidation.NAME, ElasticWeightConsolidation::of)));

  private Losses() {}

  /**
   * @param place of the recipe, for messages
   * @throws BadInputException if there is no such loss or parameter, or a value is out of range
   */
  static Term term(String place, LossSpec spec) {
    Function<LossParameters, Loss> loss = BY_NAME.get(spec.loss());
    if (loss == null) {
      throw new BadInputException(
          place,
          "unknown loss '"
              + spec.loss()
              + "'; expected one of "
              + String.join(", ", BY_NAME.keySet()));
    }
    if (!(spec.weight() > 0) || Double.isInfinite(spec.weight())) {
      throw new BadInputException(
          place, spec.loss() + ".weight: expected a number above 0, got " + spec.weight());
    }
    LossParameters parameters = new LossParameters(place, spec);
    Loss made = loss.apply(parameters);
    Target target = made instanceof Divergence ? Targets.of(parameters) : Term.TEACHER;
    Filter filter = made.filtered() ? Filters.of(parameters) : Term.ALL;
    refuse(made, target, parameters);
    parameters.end();
    return new Term(made, spec.weight(), target, filter);
  }

  private static void refuse(Loss loss, Target target, LossParameters parameters) {
    boolean padded = target.equals(new Target.Teacher(Target.Scope.PADDED));
    if (padded && loss instanceof Divergence divergence && divergence.comparesLogits()) {
      throw parameters.bad(
          "classes", "a class that the teacher lacks has no logit to compare with");
    }
    if (loss instanceof ListLoss && target instanceof Target.Stored) {
      throw parameters.bad("target", "no logits are stored with candidates that are made");
    }
  }

  /** The names of all losses. */
  static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }
}
