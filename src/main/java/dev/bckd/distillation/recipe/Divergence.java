package dev.bckd.distillation.recipe;

/**
 * Compares the student's logits with those of a {@link Target}; rows that the target has no answer
 * for have no part.
 */
public sealed interface Divergence extends Loss
    permits KullbackLeibler,
        ReverseKullbackLeibler,
        JensenShannon,
        LogitSquaredError,
        LogitDifferenceInhibition,
        BernoulliKullbackLeibler,
        ScoreSquaredError,
        PredictionCorrelation,
        ListLoss {
  /** Whether it looks at logits themselves, which a target that mixes probabilities has not. */
  default boolean comparesLogits() {
    return false;
  }
}
