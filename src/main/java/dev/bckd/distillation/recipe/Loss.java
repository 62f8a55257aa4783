package dev.bckd.distillation.recipe;

/**
 * The parameters of one loss. Its formula on tensors is the class of the same name, with {@code
 * Term} behind it, in the adapter.
 *
 * <p>What a loss compares the student with says its kind: {@link LabelLoss} the labels, {@link
 * Divergence} a target's answers, {@link EmbeddingLoss} the teacher's embeddings, {@link
 * WeightLoss} the incoming model's weights.
 */
public sealed interface Loss permits LabelLoss, Divergence, EmbeddingLoss, WeightLoss {
  /** The name used in policies and reports. */
  String name();

  /** The name and the parameters, for reports. */
  default String describe() {
    return name();
  }

  /** Whether a {@link Filter} can choose among what it looks at. */
  default boolean filtered() {
    return true;
  }
}
