package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.JournalUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Runs work in one database transaction each.
 *
 * @param source of connections
 */
public record Transactions(DataSource source) {
  /** Classes of SQLSTATE that say nothing against the request: connection, rollback, resources. */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  /** Work on a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Commits what the work did, or nothing of it.
   *
   * @throws JournalUnavailableException if the database cannot be asked now
   * @throws IllegalStateException if it refuses the request for good
   */
  public <T> T run(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      return commit(connection, work);
    } catch (SQLException e) {
      if (passes(e)) {
        throw new JournalUnavailableException("the database does not answer: " + e.getMessage(), e);
      }
      throw new IllegalStateException("the database refused: " + e.getMessage(), e);
    }
  }

  private static <T> T commit(Connection connection, Work<T> work) throws SQLException {
    boolean committed = false;
    try {
      T result = work.on(connection);
      connection.commit();
      committed = true;
      return result;
    } finally {
      if (!committed) {
        connection.rollback();
      }
    }
  }

  private static boolean passes(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientException
        || state == null
        || state.length() < 2
        || PASSING.contains(state.substring(0, 2));
  }
}
