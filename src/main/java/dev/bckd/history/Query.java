package dev.bckd.history;

import java.util.List;
import java.util.Optional;

/**
 * Which rows to read, and what of them. Rows come in the order of the files and within them.
 *
 * @param files Parquet, CSV or JSON-lines files; absolute paths, or URIs of other machines; globs
 *     allowed
 * @param conditions SQL conditions that a row, as it is in the file, must all meet
 * @param changes what is changed in each row before fields are read, all at once; columns are
 *     unique
 * @param fields what to read; names are unique
 */
public record Query(
    List<String> files, List<String> conditions, List<Change> changes, List<Field> fields) {
  public Query {
    files = List.copyOf(files);
    conditions = List.copyOf(conditions);
    changes = List.copyOf(changes);
    fields = List.copyOf(fields);
  }

  /**
   * Rows as they are.
   *
   * @param where SQL condition that a row must meet; empty takes every row
   */
  public Query(List<String> files, Optional<String> where, List<Field> fields) {
    this(files, where.stream().toList(), List.of(), fields);
  }
}
