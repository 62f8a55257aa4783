package dev.bckd.distillation.recipe;

/**
 * Relaxed ranking distillation: the negative log-likelihood that the student ranks the target's
 * best K candidates of a list in the target's order, and each before all the rest, whose order is
 * free: {@code −1/K · Σ_{i≤K} (s_i − log(Σ_{i≤j≤K} e^{s_j} + Σ_rest e^{s_l}))}; the mean over the
 * lists of a step, in nats. Candidates that the target has no answer for are left out.
 *
 * @param lists the lists
 * @param top K, above 0; 10 unless said; at most the list's length less one
 * @see <a href="https://arxiv.org/abs/2012.04357">Kang et al., CIKM 2020 (DE-RRD), equation 10</a>
 */
public record RankingDistillation(CandidateLists lists, int top) implements ListLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "ranking-distillation";

  static RankingDistillation of(LossParameters parameters) {
    return new RankingDistillation(CandidateLists.of(parameters), parameters.whole("top", 10));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (" + lists.describe() + ", top " + top + ")";
  }
}
