package dev.bckd.upgrade.dbscheduler;

import dev.bckd.upgrade.JournalUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import javax.sql.DataSource;

/**
 * Statements on the scheduler's table, for many leases at once: the scheduler's own are for one
 * each, and each would be written to disk by itself.
 *
 * @param source of connections that commit each statement
 * @param task the scheduler's name for the work that is leased
 */
record LeaseRows(DataSource source, String task) {
  static final String TABLE = "lease";

  private static final String INSERT =
      "INSERT INTO "
          + TABLE
          + " AS l (task_name, task_instance, execution_time, picked, version)"
          + " SELECT ?, model, now(), false, 1 FROM unnest(?::text[]) AS a (model)"
          // Two who write the same rows must not wait for each other.
          + " ORDER BY model ON CONFLICT (task_name, task_instance) DO ";

  /**
   * The leases that a replica held when it was killed: after its restart it need not wait until its
   * own heartbeats are missed.
   */
  void giveBack(String replica) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE "
                    + TABLE
                    + " SET picked = false, picked_by = NULL, last_heartbeat = NULL,"
                    + " execution_time = now(), version = version + 1 WHERE picked_by = ?")) {
      statement.setString(1, replica);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** Models that have no lease get one, to be taken now; the others are left as they are. */
  void offer(Collection<String> models) {
    write(INSERT + "NOTHING", models);
  }

  /**
   * The leases of models are to be taken now, those that wait for a time too, unless that is near:
   * a flood of events shall not be a flood of looks at them.
   */
  void hurry(Collection<String> models) {
    write(
        INSERT
            + "UPDATE SET execution_time = excluded.execution_time, version = l.version + 1"
            + " WHERE NOT l.picked AND l.execution_time > excluded.execution_time + interval '2 s'",
        models);
  }

  private void write(String statement, Collection<String> models) {
    if (models.isEmpty()) {
      return;
    }
    try (Connection connection = source.getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.setString(1, task);
      prepared.setArray(2, connection.createArrayOf("text", models.toArray()));
      prepared.executeUpdate();
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static JournalUnavailableException unavailable(SQLException e) {
    return new JournalUnavailableException("the database does not answer: " + e.getMessage(), e);
  }
}
