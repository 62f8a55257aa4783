package dev.bckd.history;

import java.util.List;
import java.util.Optional;

/** Looks over the columns of files. Implementations are thread-safe. */
public interface ColumnSurvey {
  /**
   * Every column of single values: numbers, texts, truth values, dates, times.
   *
   * @param files as in a {@link Query}
   * @param where as in a {@link Query}
   * @param mostValues columns with more values do not list them
   * @param shares at which to give quantiles of numbers, each in [0, 1]
   * @throws dev.bckd.model.BadInputException if a file cannot be read or the condition is no SQL
   */
  List<ColumnSummary> summaries(
      List<String> files, Optional<String> where, int mostValues, List<Double> shares);

  /**
   * Which of some conditions each row meets first.
   *
   * @param files as in a {@link Query}
   * @param where as in a {@link Query}
   * @param conditions lists of at most 127 SQL conditions made by the program, not by its users
   * @return for each list, by row in the order of a {@link Query}: the number of the condition,
   *     from 0, or -1 for none
   * @throws dev.bckd.model.BadInputException if a file cannot be read or a condition is no SQL
   */
  List<byte[]> firstMet(List<String> files, Optional<String> where, List<List<String>> conditions);
}
