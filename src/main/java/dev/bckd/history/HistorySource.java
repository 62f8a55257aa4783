package dev.bckd.history;

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
}
