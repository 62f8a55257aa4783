package dev.bckd.upgrade.dbscheduler;

import dev.bckd.upgrade.JournalUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

  /** Clocks of replicas may differ by so much. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private static final String UPDATE = "UPDATE " + TABLE + " SET ";

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
    execute(
        UPDATE
            + "picked = false, picked_by = NULL, last_heartbeat = NULL, execution_time = now(),"
            + " version = version + 1 WHERE picked_by = ?",
        replica);
  }

  /**
   * Lets models be looked at now that are put off for longer than anybody puts off: the clock was
   * elsewhere when that was done, and has been put back.
   *
   * @param farthest the longest that anybody puts off
   */
  void bringForward(Duration farthest) {
    Instant now = Instant.now();
    execute(
        UPDATE
            + "execution_time = ?, version = version + 1"
            + " WHERE NOT picked AND execution_time > ?",
        timestamp(now),
        timestamp(now.plus(farthest).plus(TOLERANCE)));
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
    if (!models.isEmpty()) {
      execute(statement, task, models.toArray(String[]::new));
    }
  }

  private static OffsetDateTime timestamp(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private void execute(String statement, Object... values) {
    try (Connection connection = source.getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      prepared.executeUpdate();
    } catch (SQLException e) {
      throw new JournalUnavailableException("the database does not answer: " + e.getMessage(), e);
    }
  }
}
