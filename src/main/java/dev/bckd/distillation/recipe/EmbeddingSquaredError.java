package dev.bckd.distillation.recipe;

import java.util.Locale;

/**
 * Mean over the dimensions of the squared difference of the teacher's embedding and the student's,
 * straight or through a linear map that is learned along, from the student's space to the
 * teacher's: what reads the old embeddings goes on working through it.
 *
 * @param map {@code none} (unless said; the dimensions must be equal) or {@code linear}
 * @see <a href="https://arxiv.org/abs/2206.03040">Hu et al., KDD 2022 (learning backward compatible
 *     embeddings)</a>
 */
public record EmbeddingSquaredError(Map map) implements EmbeddingLoss {
  /** The name used in policies and reports. */
  public static final String NAME = "embedding-squared-error";

  static EmbeddingSquaredError of(LossParameters parameters) {
    return new EmbeddingSquaredError(
        parameters.oneOf("map", "none", "linear").equals("linear") ? Map.LINEAR : Map.NONE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (map " + map.name().toLowerCase(Locale.ROOT) + ")";
  }

  /** What stands between the two spaces. */
  public enum Map {
    /** Nothing: the spaces are to coincide. */
    NONE,
    /** A learned matrix. */
    LINEAR
  }
}
