package dev.bckd.distillation.recipe;

/**
 * Compares the student's scores of the candidates of one request with a target's; candidates that
 * the target has no answer for have no part.
 */
public sealed interface ListLoss extends Divergence
    permits ListwiseKullbackLeibler, RankingDistillation {
  /** The lists it looks at; those of all terms of a recipe are the same. */
  CandidateLists lists();

  @Override
  default boolean filtered() {
    return false;
  }
}
