package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The same step of many upgrades in one transaction, by two statements however many they are. The
 * caller has the transaction and the lock.
 */
final class StepRows {
  /** The row's own number of steps decides whether somebody else has appended since. */
  private static final String UPDATE_UPGRADES =
      "UPDATE upgrade u SET state = k.state, steps = k.steps + 1, updated_at = ?"
          + " FROM unnest(?::uuid[], ?::int[], ?::text[]) AS k (id, steps, state)"
          + " WHERE u.id = k.id AND u.steps = k.steps RETURNING u.id";

  /** In the order of the list: the positions are given in the order of the rows. */
  private static final String INSERT_ENTRIES =
      "INSERT INTO journal (upgrade, step, kind, body, at)"
          + " SELECT id, step, kind, body::jsonb, at"
          + " FROM unnest(?::uuid[], ?::int[]) WITH ORDINALITY AS a (id, step, n),"
          + " (VALUES (?, ?, ?::timestamptz)) AS b (kind, body, at) ORDER BY n"
          + " RETURNING upgrade, position";

  private final StepCodec codec = new StepCodec();

  /**
   * Appends a step.
   *
   * @param known upgrades as the caller knows them
   * @param after the same after the step, in the same order
   * @return those to which nobody else has appended, after the step
   */
  List<Upgrade> append(Connection connection, List<Upgrade> known, List<Upgrade> after, Step step)
      throws SQLException {
    OffsetDateTime at = after.get(0).updatedAt().atOffset(ZoneOffset.UTC);
    Set<UUID> moved = update(connection, known, after, at);
    List<Upgrade> ours = known.stream().filter(u -> moved.contains(u.id())).toList();
    Map<UUID, Long> positions = insert(connection, ours, step, at);
    List<Upgrade> appended = new ArrayList<>();
    for (Upgrade upgrade : ours) {
      long position = Objects.requireNonNull(positions.get(upgrade.id()));
      appended.add(upgrade.after(new JournalEntry(position, upgrade.id(), step, at.toInstant())));
    }
    return appended;
  }

  private static Set<UUID> update(
      Connection connection, List<Upgrade> known, List<Upgrade> after, OffsetDateTime at)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE_UPGRADES)) {
      statement.setObject(1, at);
      statement.setArray(2, array(connection, "uuid", known, Upgrade::id));
      statement.setArray(3, array(connection, "int4", known, Upgrade::steps));
      statement.setArray(4, array(connection, "text", after, u -> u.state().name()));
      try (ResultSet updated = statement.executeQuery()) {
        Set<UUID> ids = new HashSet<>();
        while (updated.next()) {
          ids.add(updated.getObject(1, UUID.class));
        }
        return ids;
      }
    }
  }

  private Map<UUID, Long> insert(
      Connection connection, List<Upgrade> known, Step step, OffsetDateTime at)
      throws SQLException {
    if (known.isEmpty()) {
      return Map.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ENTRIES)) {
      statement.setArray(1, array(connection, "uuid", known, Upgrade::id));
      statement.setArray(2, array(connection, "int4", known, Upgrade::steps));
      statement.setString(3, codec.kind(step));
      statement.setString(4, codec.write(step));
      statement.setObject(5, at);
      try (ResultSet written = statement.executeQuery()) {
        Map<UUID, Long> positions = new HashMap<>();
        while (written.next()) {
          positions.put(written.getObject(1, UUID.class), written.getLong(2));
        }
        return positions;
      }
    }
  }

  private static Array array(
      Connection connection, String type, List<Upgrade> items, Function<Upgrade, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, items.stream().map(value).toArray());
  }
}
