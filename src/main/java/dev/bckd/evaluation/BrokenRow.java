package dev.bckd.evaluation;

import dev.bckd.evaluation.Flip.Answer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row on which a model breaks a behaviour.
 *
 * @param row its number, from 0, among the rows that the behaviour is about: the suite's, or its
 *     own
 * @param id what the suite's id column names it; empty where there is no such column
 * @param label the right answer
 * @param before the model's answer to the row as it is; empty where nothing is changed
 * @param after its answer to the changed row, or to the row
 * @param columns what the row holds as it is, by column, in the order of the file; may be shortened
 */
public record BrokenRow(
    int row,
    Optional<String> id,
    OptionalInt label,
    Optional<Answer> before,
    Answer after,
    Map<String, String> columns) {
  public BrokenRow {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** One of which nothing is read yet. */
  static BrokenRow of(int row, int label, Optional<Answer> before, Answer after) {
    return new BrokenRow(row, Optional.empty(), OptionalInt.of(label), before, after, Map.of());
  }

  /**
   * The same with what its row holds.
   *
   * @param idColumn the suite's id column
   */
  BrokenRow with(Map<String, String> held, Optional<String> idColumn) {
    return new BrokenRow(row, idColumn.map(held::get), label, before, after, held);
  }
}
