package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only some recipes look at.
 *
 * @param versions logits of earlier versions, each {@code [rows, shared]}; 0 on rows that the
 *     teacher was not asked about
 * @param stored stored logits, by column
 * @param embeddings the teacher's, {@code [rows, dimensions]}; 0 on rows it was not asked about
 * @param listLength candidates in a list
 */
public record FurtherRows(
    List<NDArray> versions,
    Map<String, StoredRows> stored,
    Optional<NDArray> embeddings,
    int listLength) {
  /** Nothing. */
  public static final FurtherRows NONE = new FurtherRows(List.of(), Map.of(), Optional.empty(), 1);

  public FurtherRows {
    versions = List.copyOf(versions);
    stored = Map.copyOf(stored);
  }
}
