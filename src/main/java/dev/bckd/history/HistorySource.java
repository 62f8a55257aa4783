package dev.bckd.history;

import dev.bckd.model.LocalFile;
import java.util.List;

/** Reads labelled rows. Implementations are thread-safe. */
public interface HistorySource {
  /**
   * All rows that a query asks for.
   *
   * @throws dev.bckd.model.BadInputException if a file or column is missing, of another type or
   *     shape than asked for, holds null or a number that is not finite, if the condition is no
   *     SQL, or if no row is left; the message names the file and the column
   */
  Table read(Query query);

  /**
   * The files that rows are read from, in order.
   *
   * @param patterns as in a {@link Query}
   * @throws dev.bckd.model.BadInputException as reading them does
   */
  List<LocalFile> files(List<String> patterns);
}
