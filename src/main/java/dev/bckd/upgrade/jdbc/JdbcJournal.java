package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.OvertakenException;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * The journal in PostgreSQL.
 *
 * <p>Whoever writes holds one advisory lock until the commit. A sequence gives its numbers when
 * they are asked for, not when they are committed: without the lock, a reader that has seen
 * position 8 could have passed by position 7, committed a moment later, and would never tell it.
 */
public final class JdbcJournal implements Journal {
  /** "bckd" in ASCII; any number that nobody else locks in this database. */
  private static final long WRITER = 0x62636b64L;

  private final Transactions transactions;
  private final Clock clock;
  private final JournalRows rows = new JournalRows();
  private final AcceptanceRows acceptances = new AcceptanceRows(rows);
  private final StepRows steps = new StepRows();

  public JdbcJournal(DataSource source, Clock clock) {
    this.transactions = new Transactions(source);
    this.clock = clock;
  }

  @Override
  public List<Acceptance> acceptAll(List<Announcement> announcements) {
    if (announcements.isEmpty()) {
      return List.of();
    }
    return transactions.run(
        connection -> {
          lock(connection);
          return acceptances.accept(connection, announcements, now());
        });
  }

  @Override
  public Upgrade append(Upgrade upgrade, Step step) {
    return appendAll(List.of(upgrade), step).stream()
        .findFirst()
        .orElseThrow(() -> new OvertakenException(upgrade));
  }

  @Override
  public List<Upgrade> appendAll(List<Upgrade> upgrades, Step step) {
    if (upgrades.isEmpty()) {
      return List.of();
    }
    Instant now = now();
    List<Upgrade> after =
        upgrades.stream()
            .map(upgrade -> upgrade.after(new JournalEntry(0, upgrade.id(), step, now)))
            .toList();
    return transactions.run(
        connection -> {
          lock(connection);
          return steps.append(connection, upgrades, after, step);
        });
  }

  @Override
  public Optional<Upgrade> find(UUID id) {
    return transactions.run(
        connection -> rows.upgrades(connection, List.of(id)).stream().findFirst());
  }

  @Override
  public List<Upgrade> newest(int limit) {
    return upgrades(
        "SELECT upgrade FROM journal WHERE step = 0 ORDER BY position DESC LIMIT ?",
        statement -> statement.setInt(1, limit));
  }

  @Override
  public Queue queue() {
    return transactions.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT count(*), min(created_at) FROM upgrade WHERE state = ANY (?)")) {
            statement.setArray(1, states(statement, UpgradeState::runnable));
            try (ResultSet found = statement.executeQuery()) {
              found.next();
              Optional<OffsetDateTime> oldest =
                  Optional.ofNullable(found.getObject(2, OffsetDateTime.class));
              return new Queue(found.getLong(1), oldest.map(OffsetDateTime::toInstant));
            }
          }
        });
  }

  @Override
  public long lastSwitch(String model) {
    return transactions.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT coalesce(max(j.position), 0)"
                      + " FROM journal j JOIN upgrade u ON u.id = j.upgrade"
                      + " WHERE j.kind IN ('rolled-out', 'rolled-back') AND u.model = ?")) {
            statement.setString(1, model);
            try (ResultSet last = statement.executeQuery()) {
              last.next();
              return last.getLong(1);
            }
          }
        });
  }

  @Override
  public List<String> modelsWithWork() {
    return transactions.run(
        connection ->
            rows.texts(
                connection,
                "SELECT DISTINCT model FROM upgrade WHERE state = ANY (?)",
                statement -> statement.setArray(1, states(statement, UpgradeState::runnable))));
  }

  @Override
  public List<Upgrade> open(String model) {
    return upgrades(
        "SELECT u.id FROM upgrade u JOIN journal j ON j.upgrade = u.id AND j.step = 0"
            + " WHERE u.model = ? AND u.state = ANY (?) ORDER BY j.position",
        statement -> {
          statement.setString(1, model);
          statement.setArray(2, states(statement, state -> !state.ended()));
        });
  }

  /** By the index alone: of a flood, none is read. */
  @Override
  public boolean moving(String model) {
    return transactions.run(
        connection ->
            !rows.ids(
                    connection,
                    "SELECT id FROM upgrade WHERE model = ? AND state = ? LIMIT 1",
                    statement -> {
                      statement.setString(1, model);
                      statement.setString(2, UpgradeState.ROLLING_OUT.name());
                    })
                .isEmpty());
  }

  @Override
  public boolean overtaken(UUID upgrade) {
    return transactions.run(
        connection ->
            !rows.ids(
                    connection,
                    "SELECT u.id FROM upgrade u JOIN journal a ON a.upgrade = u.id AND a.step = 0"
                        + " WHERE u.id = ? AND (NOT u.state = ANY (?) OR u.state = ANY (?)"
                        + " AND EXISTS (SELECT 1 FROM upgrade n"
                        + " JOIN journal b ON b.upgrade = n.id AND b.step = 0"
                        + " WHERE n.model = u.model AND n.state = ANY (?)"
                        + " AND b.position > a.position))",
                    statement -> {
                      Array open = states(statement, state -> !state.ended());
                      statement.setObject(1, upgrade);
                      statement.setArray(2, open);
                      statement.setArray(3, states(statement, UpgradeState::beforeRollout));
                      statement.setArray(4, open);
                    })
                .isEmpty());
  }

  @Override
  public Optional<Upgrade> promoted(String model) {
    return upgrades(
            "SELECT j.upgrade FROM journal j JOIN upgrade u ON u.id = j.upgrade"
                + " WHERE j.kind = 'rolled-out' AND u.model = ? AND u.state = 'PROMOTED'"
                + " ORDER BY j.position DESC LIMIT 1",
            statement -> statement.setString(1, model))
        .stream()
        .findFirst();
  }

  @Override
  public int ordinal(Upgrade upgrade) {
    return transactions.run(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT count(*) FROM journal j JOIN upgrade u ON u.id = j.upgrade"
                      + " WHERE j.step = 0 AND u.model = ?"
                      + " AND j.body -> 'announcement' -> 'version' ->> 'version' = ?"
                      + " AND j.position <="
                      + " (SELECT position FROM journal WHERE upgrade = ? AND step = 0)")) {
            statement.setString(1, upgrade.version().model());
            statement.setString(2, upgrade.version().version());
            statement.setObject(3, upgrade.id());
            try (ResultSet count = statement.executeQuery()) {
              count.next();
              return count.getInt(1);
            }
          }
        });
  }

  @Override
  public List<JournalEntry> after(long position, int limit) {
    return transactions.run(
        connection ->
            rows.entries(
                connection,
                "WHERE position > ? ORDER BY position LIMIT ?",
                statement -> {
                  statement.setLong(1, position);
                  statement.setInt(2, limit);
                }));
  }

  @Override
  public List<JournalEntry> upTo(long position, Collection<UUID> upgrades) {
    return transactions.run(connection -> rows.upTo(connection, position, upgrades));
  }

  @Override
  public List<Upgrade> holding(int promotions) {
    return transactions.run(
        connection -> rows.upgrades(connection, rows.holding(connection, promotions)));
  }

  @Override
  public List<JournalEntry> of(UUID upgrade) {
    return transactions.run(
        connection ->
            rows.entries(
                connection,
                "WHERE upgrade = ? ORDER BY position",
                statement -> statement.setObject(1, upgrade)));
  }

  private List<Upgrade> upgrades(String ids, JournalRows.Parameters parameters) {
    return transactions.run(
        connection -> rows.upgrades(connection, rows.ids(connection, ids, parameters)));
  }

  private static Array states(PreparedStatement statement, Predicate<UpgradeState> which)
      throws SQLException {
    Object[] names = Arrays.stream(UpgradeState.values()).filter(which).map(Enum::name).toArray();
    return statement.getConnection().createArrayOf("text", names);
  }

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      statement.setLong(1, WRITER);
      statement.execute();
    }
  }

  /** To the microsecond, as the database keeps it, so that a replay gives the same upgrade. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
