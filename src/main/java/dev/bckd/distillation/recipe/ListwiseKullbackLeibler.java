package dev.bckd.distillation.recipe;

/**
 * Over the candidates of one request: {@code T² · KL(softmax(s_target/T) ‖ softmax(s_student/T))},
 * with s the scores of a list's candidates, a binary model's logits; the mean over the lists of a
 * step, in nats. Candidates that the target has no answer for are left out of both softmaxes.
 *
 * @param lists the lists
 * @param temperature T, 1 unless said
 * @see <a href="https://doi.org/10.1145/1273496.1273513">Cao et al., ICML 2007 (ListNet)</a>
 */
public record ListwiseKullbackLeibler(CandidateLists lists, Schedule temperature)
    implements ListLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "listwise-kullback-leibler";

  static ListwiseKullbackLeibler of(LossParameters parameters) {
    return new ListwiseKullbackLeibler(
        CandidateLists.of(parameters), parameters.schedule("temperature", 1));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (" + lists.describe() + ", T " + temperature + ")";
  }
}
