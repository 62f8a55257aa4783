package dev.bckd.distillation.recipe;

/**
 * Cross-entropy with the label of the teacher's frozen last layer on the student's embedding,
 * {@code w·e_student + b}: the new embeddings keep working with the old classifier. Rows of classes
 * that the teacher lacks have no part.
 *
 * @param classifier name of the last layer's weight among the teacher's parameters, {@code
 *     [classes, dimensions]}
 * @param bias name of its bias, {@code [classes]}; empty: none
 * @see <a href="https://arxiv.org/abs/2003.11942">Shen et al., CVPR 2020 (BCT), equation 3</a>
 */
public record Influence(String classifier, String bias) implements EmbeddingLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "influence";

  static Influence of(LossParameters parameters) {
    return new Influence(parameters.required("classifier"), parameters.word("bias").orElse(""));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (classifier " + classifier + (bias.isEmpty() ? "" : ", bias " + bias) + ")";
  }
}
