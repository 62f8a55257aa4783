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
    return first(connection, query, parameters, UUID.class);
  }

  /** The first column of what a query answers. */
  List<String> texts(Connection connection, String query, Parameters parameters)
      throws SQLException {
    return first(connection, query, parameters, String.class);
  }

  private static <T> List<T> first(
      Connection connection, String query, Parameters parameters, Class<T> type)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      parameters.set(statement);
      try (ResultSet found = statement.executeQuery()) {
        List<T> values = new ArrayList<>();
        while (found.next()) {
          values.add(found.getObject(1, type));
        }
        return values;
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

  /** Whether the upgrade is still as the caller knows it. */
  boolean isAt(Connection connection, Upgrade known) throws SQLException {
    return !ids(
            connection,
            "SELECT id FROM upgrade WHERE id = ? AND steps = ?",
            statement -> {
              statement.setObject(1, known.id());
              statement.setInt(2, known.steps());
            })
        .isEmpty();
  }

  void update(Connection connection, Upgrade next) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE upgrade SET state = ?, steps = ?, updated_at = ? WHERE id = ?")) {
      statement.setString(1, next.state().name());
      statement.setInt(2, next.steps());
      statement.setObject(3, column(next.updatedAt()));
      statement.setObject(4, next.id());
      statement.executeUpdate();
    }
  }

  /** Writes an entry as the given step of its upgrade; returns it with its position. */
  JournalEntry insert(Connection connection, JournalEntry entry, int step) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO journal (upgrade, step, kind, body, at) VALUES (?, ?, ?, ?::jsonb, ?)"
                + " RETURNING position")) {
      statement.setObject(1, entry.upgrade());
      statement.setInt(2, step);
      statement.setString(3, codec.kind(entry.step()));
      statement.setString(4, codec.write(entry.step()));
      statement.setObject(5, column(entry.at()));
      try (ResultSet written = statement.executeQuery()) {
        written.next();
        return new JournalEntry(written.getLong(1), entry.upgrade(), entry.step(), entry.at());
      }
    }
  }

  private static OffsetDateTime column(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
