package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
}
