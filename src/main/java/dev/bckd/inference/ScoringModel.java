package dev.bckd.inference;

import dev.bckd.history.Table;

/** A loaded model that answers rows. Thread-safe; the same rows give the same answers. */
public interface ScoringModel extends AutoCloseable {
  /**
   * The model's logits for every row.
   *
   * @param rows a table with one column for each input of the signature, by the input's name
   * @throws dev.bckd.model.BadInputException if the model refuses the rows or answers something
   *     else than its signature says, or a number that is not finite
   */
  Scores score(Table rows);

  /**
   * The model's output {@code embedding} for every row.
   *
   * @param rows as {@link #score} takes them
   * @throws dev.bckd.model.BadInputException as {@link #score}, or if the signature names no
   *     embedding
   */
  default Embeddings embeddings(Table rows) {
    throw new UnsupportedOperationException("this model gives no embeddings");
  }

  /**
   * Logits a row: 1 for a binary model, else the number of classes; 0 for a model whose signature
   * names an embedding and no logits.
   */
  int width();

  @Override
  void close();
}
