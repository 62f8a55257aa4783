package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Upgrade;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  Optional<UUID> idOf(Connection connection, Announcement announcement) throws SQLException {
    return ids(
            connection,
            "SELECT id FROM upgrade WHERE source = ? AND event_id = ?",
            statement -> {
              statement.setString(1, announcement.source());
              statement.setString(2, announcement.id());
            })
        .stream()
        .findFirst();
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

  void insert(Connection connection, Upgrade upgrade) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO upgrade (id, source, event_id, model, state, steps, created_at, updated_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setObject(1, upgrade.id());
      statement.setString(2, upgrade.announcement().source());
      statement.setString(3, upgrade.announcement().id());
      statement.setString(4, upgrade.version().model());
      statement.setString(5, upgrade.state().name());
      statement.setInt(6, upgrade.steps());
      statement.setObject(7, column(upgrade.createdAt()));
      statement.setObject(8, column(upgrade.updatedAt()));
      statement.executeUpdate();
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
