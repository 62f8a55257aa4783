package dev.bckd.distillation;

import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What only some recipes look at; see {@link dev.bckd.distillation.recipe.Needs}.
 *
 * @param versions logits of earlier versions, as wide as the teacher's; without meaning on rows
 *     that the teacher was not asked about
 * @param stored logits that were stored with the rows, by column
 * @param embeddings the teacher's; 0 on rows that it was not asked about
 */
public record MoreAnswers(
    List<Scores> versions, Map<String, StoredLogits> stored, Optional<Embeddings> embeddings) {
  /** Nothing. */
  public static final MoreAnswers NONE = new MoreAnswers(List.of(), Map.of(), Optional.empty());

  public MoreAnswers {
    versions = List.copyOf(versions);
    stored = Map.copyOf(stored);
  }
}
