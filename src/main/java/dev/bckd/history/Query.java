package dev.bckd.history;

import java.util.List;
import java.util.Optional;

/**
 * Which rows to read, and what of them. Rows come in the order of the files and within them.
 *
 * @param files Parquet, CSV or JSON-lines files; absolute paths, {@code *} globs allowed
 * @param where SQL condition that a row must meet; empty takes every row
 * @param fields what to read; names are unique
 */
public record Query(List<String> files, Optional<String> where, List<Field> fields) {
  public Query {
    files = List.copyOf(files);
    fields = List.copyOf(fields);
  }
}
