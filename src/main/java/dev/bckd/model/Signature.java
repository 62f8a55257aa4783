package dev.bckd.model;

import java.util.List;

/**
 * How a model is called.
 *
 * @param inputs arguments of {@code forward()}, in order; the batch is the first dimension of each
 * @param outputs names of the elements of its result, in order; one of them is {@code logits}
 */
public record Signature(List<TensorSpec> inputs, List<String> outputs) {
  /** The output that metrics and losses read. */
  public static final String LOGITS = "logits";

  /** The output that some losses read, {@code [batch, dimensions]}. */
  public static final String EMBEDDING = "embedding";

  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The position of the logits among the outputs. */
  public int logitsIndex() {
    return outputs.indexOf(LOGITS);
  }

  /** The position of the embedding among the outputs; -1 if there is none. */
  public int embeddingIndex() {
    return outputs.indexOf(EMBEDDING);
  }
}
