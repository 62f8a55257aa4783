package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.Journal.Backlog;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The statements on the journal's two tables. The caller has the transaction. */
final class JournalRows {
  private final StepCodec codec = new StepCodec();

  /** Fills in a statement. */
  @FunctionalInterface
  interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** The first column of what a query answers. */
  List<UUID> ids(Connection connection, String query, Parameters parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      parameters.set(statement);
      try (ResultSet found = statement.executeQuery()) {
        List<UUID> ids = new ArrayList<>();
        while (found.next()) {
          ids.add(found.getObject(1, UUID.class));
        }
        return ids;
      }
    }
  }

  /** Upgrades by their ids, in that order. */
  List<Upgrade> upgrades(Connection connection, List<UUID> ids) throws SQLException {
    Map<UUID, List<JournalEntry>> entries =
        entries(
                connection,
                "WHERE upgrade = ANY (?) ORDER BY position",
                statement -> statement.setArray(1, connection.createArrayOf("uuid", ids.toArray())))
            .stream()
            .collect(Collectors.groupingBy(JournalEntry::upgrade));
    return ids.stream()
        .filter(entries::containsKey)
        .map(entries::get)
        .map(Upgrade::replay)
        .toList();
  }

  List<JournalEntry> entries(Connection connection, String condition, Parameters parameters)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT position, upgrade, kind, body, at FROM journal " + condition)) {
      parameters.set(statement);
      try (ResultSet found = statement.executeQuery()) {
        List<JournalEntry> entries = new ArrayList<>();
        while (found.next()) {
          entries.add(
              new JournalEntry(
                  found.getLong("position"),
                  found.getObject("upgrade", UUID.class),
                  codec.read(found.getString("kind"), found.getString("body")),
                  found.getObject("at", OffsetDateTime.class).toInstant()));
        }
        return entries;
      }
    }
  }

  /** Entries of some upgrades up to a position, that included, in order. */
  List<JournalEntry> upTo(Connection connection, long position, Collection<UUID> upgrades)
      throws SQLException {
    return entries(
        connection,
        "WHERE upgrade = ANY (?) AND position <= ? ORDER BY position",
        statement -> {
          statement.setArray(1, connection.createArrayOf("uuid", upgrades.toArray()));
          statement.setLong(2, position);
        });
  }

  /** What somebody has begun and not ended, and of each model the last promotions. */
  List<UUID> holding(Connection connection, int promotions) throws SQLException {
    Object[] begun =
        Arrays.stream(UpgradeState.values())
            .filter(state -> !state.ended() && state != UpgradeState.RECEIVED)
            .map(Enum::name)
            .toArray();
    return ids(
        connection,
        "SELECT id FROM upgrade WHERE state = ANY (?) UNION ALL"
            + " SELECT id FROM (SELECT u.id, row_number() OVER"
            + " (PARTITION BY u.model ORDER BY j.position DESC) AS n"
            + " FROM upgrade u JOIN journal j ON j.upgrade = u.id AND j.step = u.steps - 1"
            + " WHERE u.state = 'PROMOTED') AS promoted WHERE n <= ?",
        statement -> {
          statement.setArray(1, connection.createArrayOf("text", begun));
          statement.setInt(2, promotions);
        });
  }

  /** What waits for a worker or has one. */
  Backlog backlog(Connection connection) throws SQLException {
    Object[] states =
        Arrays.stream(UpgradeState.values())
            .filter(UpgradeState::runnable)
            .map(Enum::name)
            .toArray();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*), min(created_at) FROM upgrade WHERE state = ANY (?)")) {
      statement.setArray(1, connection.createArrayOf("text", states));
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return new Backlog(
            found.getLong(1),
            Optional.ofNullable(found.getObject(2, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant));
      }
    }
  }

  /** Whether the upgrade was still as the caller knew it, and now is the next one. */
  boolean update(Connection connection, Upgrade known, Upgrade next) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE upgrade SET state = ?, steps = ?, updated_at = ? WHERE id = ? AND steps = ?")) {
      statement.setString(1, next.state().name());
      statement.setInt(2, next.steps());
      statement.setObject(3, column(next.updatedAt()));
      statement.setObject(4, known.id());
      statement.setInt(5, known.steps());
      return statement.executeUpdate() == 1;
    }
  }

  void insert(Connection connection, JournalEntry entry, int step) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO journal (upgrade, step, kind, body, at) VALUES (?, ?, ?, ?::jsonb, ?)")) {
      statement.setObject(1, entry.upgrade());
      statement.setInt(2, step);
      statement.setString(3, codec.kind(entry.step()));
      statement.setString(4, codec.write(entry.step()));
      statement.setObject(5, column(entry.at()));
      statement.executeUpdate();
    }
  }

  private static OffsetDateTime column(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
