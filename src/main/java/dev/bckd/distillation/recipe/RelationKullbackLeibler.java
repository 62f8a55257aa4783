package dev.bckd.distillation.recipe;

/**
 * Keeps who is near whom: for each row of a batch the divergence of the two softmaxes, at
 * temperature t, of its cosine similarities with the batch's other rows, teacher's embeddings
 * against student's; the mean over the rows, in nats. The spaces may have different dimensions.
 *
 * @param temperature t, 0.1 unless said
 * @see <a href="https://arxiv.org/abs/2008.13517">Xu et al., CIKM 2020 (GraphSAIL), section 4.2</a>
 * @see <a href="https://arxiv.org/abs/2101.04731">Fang et al., ICLR 2021 (SEED)</a>
 */
public record RelationKullbackLeibler(Schedule temperature) implements EmbeddingLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "relation-kullback-leibler";

  static RelationKullbackLeibler of(LossParameters parameters) {
    return new RelationKullbackLeibler(parameters.schedule("temperature", 0.1));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (T " + temperature + ")";
  }
}
