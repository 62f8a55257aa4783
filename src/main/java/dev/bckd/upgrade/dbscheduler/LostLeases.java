package dev.bckd.upgrade.dbscheduler;

import dev.bckd.upgrade.JournalUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The leases that a replica held when it was killed: after its restart it need not wait until its
 * own heartbeats are missed.
 *
 * @param source of connections that commit each statement
 * @param name of the replica
 */
record LostLeases(DataSource source, String name) {
  static final String TABLE = "lease";

  void giveBack() {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE "
                    + TABLE
                    + " SET picked = false, picked_by = NULL, last_heartbeat = NULL,"
                    + " execution_time = now(), version = version + 1 WHERE picked_by = ?")) {
      statement.setString(1, name);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new JournalUnavailableException("the database does not answer: " + e.getMessage(), e);
    }
  }
}
