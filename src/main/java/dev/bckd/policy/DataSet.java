package dev.bckd.policy;

import java.util.List;
import java.util.Optional;

/**
 * Files of rows and the condition that selects among them.
 *
 * @param files absolute paths, globs allowed
 * @param where SQL condition; empty takes every row
 */
public record DataSet(List<String> files, Optional<String> where) {
  public DataSet {
    files = List.copyOf(files);
  }
}
