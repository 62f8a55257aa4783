package dev.bckd.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One sample that the teacher answers correctly and another model does not.
 *
 * @param row its number, from 0, among the suite's rows
 * @param id what the suite's id column names it; empty where there is no such column
 * @param label the right answer; empty in a ranking suite
 * @param teacher what the teacher answers
 * @param model what the other model answers
 * @param columns what its row holds, by column, in the order of the file; may be shortened
 */
public record Flip(
    int row,
    Optional<String> id,
    OptionalInt label,
    Answer teacher,
    Answer model,
    Map<String, String> columns) {
  public Flip {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /**
   * One model's answer.
   *
   * @param value the class it decides; of a request, the place from 1 of the best placed relevant
   *     candidate
   * @param probability the model's own, of the class it decides, in [0, 1]; empty for a request
   */
  public record Answer(int value, OptionalDouble probability) {}

  /**
   * The same flip with what its row holds.
   *
   * @param idColumn the suite's id column
   */
  Flip with(Map<String, String> held, Optional<String> idColumn) {
    return new Flip(row, idColumn.map(held::get), label, teacher, model, held);
  }
}
