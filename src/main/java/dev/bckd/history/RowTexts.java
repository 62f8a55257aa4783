package dev.bckd.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows single rows to people. Implementations are thread-safe. */
public interface RowTexts {
  /**
   * What some rows hold, in all columns of their files. Long texts and lists are shortened and end
   * in an ellipsis.
   *
   * @param files as in a {@link Query}
   * @param where as in a {@link Query}
   * @param rows their numbers, from 0, among the rows that meet the condition
   * @return by number, the text of each column in the order of the file; a number that is none of
   *     the rows' is left out
   * @throws dev.bckd.model.BadInputException if a file cannot be read or the condition is no SQL
   */
  Map<Integer, Map<String, String>> texts(
      List<String> files, Optional<String> where, Set<Integer> rows);
}
