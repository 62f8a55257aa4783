package dev.bckd.announce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A bookmark beside the journal, in the table {@code announced}. */
public final class JdbcBookmark implements Bookmark {
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
  public long position() {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT position FROM announced WHERE topic = ?")) {
      statement.setString(1, topic);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? found.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the bookmark cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void move(long position) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO announced (topic, position) VALUES (?, ?) ON CONFLICT (topic)"
                    + " DO UPDATE SET position = greatest(announced.position, excluded.position)")) {
      statement.setString(1, topic);
      statement.setLong(2, position);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the bookmark cannot be moved: " + e.getMessage(), e);
    }
  }
}
