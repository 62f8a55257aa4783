package dev.bckd.upgrade.dbscheduler;

import dev.bckd.upgrade.JournalUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Leases that nobody would look at for too long: those that a replica held when it was killed,
 * which after its restart need not wait until its own heartbeats are missed, and those of a clock
 * that was put back.
 *
 * @param source of connections that commit each statement
 * @param name of the replica
 */
record LostLeases(DataSource source, String name) {
  static final String TABLE = "lease";

  /** Clocks of replicas may differ by so much. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  void giveBack() {
    update(
        " SET picked = false, picked_by = NULL, last_heartbeat = NULL,"
            + " execution_time = now(), version = version + 1 WHERE picked_by = ?",
        name);
  }

  /**
   * Lets models be looked at now that are put off for longer than anybody puts off: the clock was
   * elsewhere when that was done, and has been put back.
   *
   * @param farthest the longest that anybody puts off
   */
  void bringForward(Duration farthest) {
    update(
        " SET execution_time = ?, version = version + 1 WHERE NOT picked AND execution_time > ?",
        timestamp(Instant.now()),
        timestamp(Instant.now().plus(farthest).plus(TOLERANCE)));
  }

  private static OffsetDateTime timestamp(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private void update(String what, Object... values) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement("UPDATE " + TABLE + what)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new JournalUnavailableException("the database does not answer: " + e.getMessage(), e);
    }
  }
}
