package dev.bckd.upgrade.dbscheduler;

import dev.bckd.upgrade.JournalUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
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
 * @param clock of this replica, which the scheduler goes by; the database may have another
 */
record LeaseRows(DataSource source, String task, Clock clock) {
  static final String TABLE = "lease";

  /** Clocks of replicas may differ by so much. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  /**
   * What is to be taken now was so long ago: then it is due by the clocks of other replicas, too,
   * unless they are further behind, which {@link #bringForward} mends.
   */
  private static final Duration LONG_AGO = Duration.ofMinutes(15);

  /** A lease that waits no longer is not hurried. */
  private static final Duration NEAR = Duration.ofSeconds(2);

  private static final String UPDATE = "UPDATE " + TABLE + " SET ";

  private static final String INSERT =
      "INSERT INTO "
          + TABLE
          + " AS l (task_name, task_instance, execution_time, picked, version)"
          + " SELECT ?, model, ?, false, 1 FROM unnest(?::text[]) AS a (model)"
          // Two who write the same rows must not wait for each other.
          + " ORDER BY model ON CONFLICT (task_name, task_instance) DO ";

  /**
   * The leases that a replica held when it was killed: after its restart it need not wait until its
   * own heartbeats are missed.
   */
  void giveBack(String replica) {
    execute(
        UPDATE
            + "picked = false, picked_by = NULL, last_heartbeat = NULL, execution_time = ?,"
            + " version = version + 1 WHERE picked_by = ?",
        longAgo(),
        replica);
  }

  /**
   * Lets models be looked at now that are put off for longer than anybody puts off: the clock was
   * elsewhere when that was done, and has been put back.
   *
   * @param farthest the longest that anybody puts off
   */
  void bringForward(Duration farthest) {
    Instant now = clock.instant();
    execute(
        UPDATE
            + "execution_time = ?, version = version + 1"
            + " WHERE NOT picked AND execution_time > ?",
        timestamp(now),
        timestamp(now.plus(farthest).plus(TOLERANCE)));
  }

  /** Models that have no lease get one, to be taken now; the others are left as they are. */
  void offer(Collection<String> models) {
    if (!models.isEmpty()) {
      execute(INSERT + "NOTHING", task, longAgo(), models.toArray(String[]::new));
    }
  }

  /**
   * The leases of models are to be taken now, those that wait for a time too, unless that is near:
   * a flood of events shall not be a flood of looks at them.
   */
  void hurry(Collection<String> models) {
    if (!models.isEmpty()) {
      execute(
          INSERT
              + "UPDATE SET execution_time = excluded.execution_time, version = l.version + 1"
              + " WHERE NOT l.picked AND l.execution_time > ?",
          task,
          longAgo(),
          models.toArray(String[]::new),
          timestamp(clock.instant().plus(NEAR)));
    }
  }

  private OffsetDateTime longAgo() {
    return timestamp(clock.instant().minus(LONG_AGO));
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
