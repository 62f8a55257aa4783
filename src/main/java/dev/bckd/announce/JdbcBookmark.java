package dev.bckd.announce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongUnaryOperator;
import javax.sql.DataSource;

/**
 * A bookmark beside the journal, in the table {@code announced}.
 *
 * <p>Who tells holds an advisory lock, so that of several replicas one tells, and the next goes on
 * as soon as that one has ended or died. A lock on the row would be written to disk at each look.
 */
public final class JdbcBookmark implements Bookmark {
  /** "told" in ASCII; with the topic's hash any pair that nobody else locks in this database. */
  private static final int TELLING = 0x746f6c64;

  private final DataSource source;
  private final String topic;

  /**
   * @param topic who is told
   */
  public JdbcBookmark(DataSource source, String topic) {
    this.source = source;
    this.topic = topic;
  }

  @Override
  public void advance(LongUnaryOperator tells) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        if (isFree(connection)) {
          long position = position(connection);
          long reached = tells.applyAsLong(position);
          if (reached > position) {
            move(connection, reached);
          }
        }
        connection.commit();
      } finally {
        // Nothing where the work was committed.
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the bookmark cannot be moved: " + e.getMessage(), e);
    }
  }

  private boolean isFree(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?, hashtext(?))")) {
      statement.setInt(1, TELLING);
      statement.setString(2, topic);
      try (ResultSet locked = statement.executeQuery()) {
        locked.next();
        return locked.getBoolean(1);
      }
    }
  }

  private long position(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT position FROM announced WHERE topic = ?")) {
      statement.setString(1, topic);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    }
  }

  private void move(Connection connection, long position) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO announced (topic, position) VALUES (?, ?) ON CONFLICT (topic)"
                + " DO UPDATE SET position = greatest(announced.position, excluded.position)")) {
      statement.setString(1, topic);
      statement.setLong(2, position);
      statement.executeUpdate();
    }
  }
}
