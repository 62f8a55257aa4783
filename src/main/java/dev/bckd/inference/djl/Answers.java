package dev.bckd.inference.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.util.Optional;

/**
 * Finds the logits among what a model answers and holds them against its signature.
 *
 * @param place the model's file, for messages
 * @param signature what it should answer
 */
public record Answers(String place, Signature signature) {
  /**
   * The logits, {@code [rows]}, {@code [rows, 1]} or {@code [rows, classes]}.
   *
   * @throws BadInputException if there are more or fewer outputs than the signature names, or the
   *     logits have another shape or type
   */
  public NDArray logits(NDList outputs, int rows) {
    if (outputs.size() != signature.outputs().size()) {
      throw bad("it answers " + outputs.size() + " tensors; the signature names " + expected());
    }
    if (signature.logitsIndex() < 0) {
      throw bad("the signature names no output logits: " + expected());
    }
    NDArray logits = outputs.get(signature.logitsIndex());
    Shape shape = logits.getShape();
    boolean fits =
        logits.getDataType() == DataType.FLOAT32
            && (shape.dimension() == 1 || shape.dimension() == 2)
            && shape.get(0) == rows
            && width(logits) > 0;
    if (!fits) {
      throw bad(
          "logits are %s %s for %d rows; expected float32 [%d], [%d, 1] or [%d, classes]"
              .formatted(String.valueOf(logits.getDataType()), shape, rows, rows, rows, rows));
    }
    return logits;
  }

  /**
   * The embedding, {@code [rows, dimensions]}; empty if the signature names none.
   *
   * @throws BadInputException if it has another shape or type
   */
  public Optional<NDArray> embedding(NDList outputs, int rows) {
    if (signature.embeddingIndex() < 0) {
      return Optional.empty();
    }
    NDArray embedding = outputs.get(signature.embeddingIndex());
    Shape shape = embedding.getShape();
    boolean fits =
        embedding.getDataType() == DataType.FLOAT32
            && shape.dimension() == 2
            && shape.get(0) == rows;
    if (!fits) {
      throw bad(
          "embedding is %s %s for %d rows; expected float32 [%d, dimensions]"
              .formatted(String.valueOf(embedding.getDataType()), shape, rows, rows));
    }
    return Optional.of(embedding);
  }

  /** Logits a row. */
  static int width(NDArray logits) {
    Shape shape = logits.getShape();
    return shape.dimension() == 1 ? 1 : Math.toIntExact(shape.get(1));
  }

  private String expected() {
    return signature.outputs().size() + " outputs " + signature.outputs();
  }

  private BadInputException bad(String problem) {
    return new BadInputException(place, problem);
  }
}
