package dev.bckd.upgrade.jdbc;

import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal.Acceptance;
import dev.bckd.upgrade.Journal.Novelty;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
import java.util.stream.Collectors;

/**
 * Many announcements in one transaction, by a handful of statements however many they are. The
 * caller has the transaction and the lock.
 */
final class AcceptanceRows {
  /** The constraint decides what is new, within the list too: the first of a kind is taken. */
  private static final String INSERT_UPGRADES =
      "INSERT INTO upgrade (id, source, event_id, model, state, steps, created_at, updated_at)"
          + " SELECT id, source, event, model, state, 1, at, at"
          + " FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY"
          + " AS a (id, source, event, model, n), (VALUES (?, ?::timestamptz)) AS b (state, at)"
          + " ORDER BY n ON CONFLICT (source, event_id) DO NOTHING RETURNING id";

  /** In the order of the list: the positions are given in the order of the rows. */
  private static final String INSERT_ENTRIES =
      "INSERT INTO journal (upgrade, step, kind, body, at)"
          + " SELECT id, 0, kind, body::jsonb, at"
          + " FROM unnest(?::uuid[], ?::text[]) WITH ORDINALITY AS a (id, body, n),"
          + " (VALUES (?, ?::timestamptz)) AS b (kind, at) ORDER BY n";

  private static final String KNOWN =
      "SELECT source, event_id, id FROM upgrade"
          + " WHERE (source, event_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))";

  private final JournalRows rows;
  private final StepCodec codec = new StepCodec();

  AcceptanceRows(JournalRows rows) {
    this.rows = rows;
  }

  /** What became of each, in the order of the list. */
  List<Acceptance> accept(Connection connection, List<Announcement> announcements, Instant at)
      throws SQLException {
    List<Upgrade> proposed =
        announcements.stream().map(announcement -> received(announcement, at)).toList();
    Set<UUID> taken = insertUpgrades(connection, proposed, at);
    List<Upgrade> fresh = proposed.stream().filter(u -> taken.contains(u.id())).toList();
    insertEntries(connection, fresh, at);
    List<Announcement> repeated =
        proposed.stream()
            .filter(upgrade -> !taken.contains(upgrade.id()))
            .map(Upgrade::announcement)
            .toList();
    Map<Event, Upgrade> known = known(connection, repeated);
    List<Acceptance> acceptances = new ArrayList<>();
    for (Upgrade upgrade : proposed) {
      acceptances.add(
          taken.contains(upgrade.id())
              ? new Acceptance(upgrade, Novelty.NEW)
              : new Acceptance(
                  Objects.requireNonNull(known.get(Event.of(upgrade.announcement()))),
                  Novelty.REPEATED));
    }
    return acceptances;
  }

  /** What makes an announcement the same. */
  private record Event(String source, String id) {
    static Event of(Announcement announcement) {
      return new Event(announcement.source(), announcement.id());
    }
  }

  private static Upgrade received(Announcement announcement, Instant at) {
    return Upgrade.replay(
        List.of(new JournalEntry(0, UUID.randomUUID(), new Step.Accepted(announcement), at)));
  }

  private static Set<UUID> insertUpgrades(Connection connection, List<Upgrade> upgrades, Instant at)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_UPGRADES)) {
      statement.setArray(1, array(connection, "uuid", upgrades, Upgrade::id));
      statement.setArray(2, array(connection, "text", upgrades, u -> u.announcement().source()));
      statement.setArray(3, array(connection, "text", upgrades, u -> u.announcement().id()));
      statement.setArray(4, array(connection, "text", upgrades, u -> u.version().model()));
      statement.setString(5, upgrades.get(0).state().name());
      statement.setObject(6, at.atOffset(ZoneOffset.UTC));
      try (ResultSet taken = statement.executeQuery()) {
        Set<UUID> ids = new HashSet<>();
        while (taken.next()) {
          ids.add(taken.getObject(1, UUID.class));
        }
        return ids;
      }
    }
  }

  private void insertEntries(Connection connection, List<Upgrade> upgrades, Instant at)
      throws SQLException {
    if (upgrades.isEmpty()) {
      return;
    }
    Function<Upgrade, Step> first = upgrade -> new Step.Accepted(upgrade.announcement());
    try (PreparedStatement statement = connection.prepareStatement(INSERT_ENTRIES)) {
      statement.setArray(1, array(connection, "uuid", upgrades, Upgrade::id));
      statement.setArray(2, array(connection, "text", upgrades, u -> codec.write(first.apply(u))));
      statement.setString(3, codec.kind(first.apply(upgrades.get(0))));
      statement.setObject(4, at.atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }

  private Map<Event, Upgrade> known(Connection connection, List<Announcement> announcements)
      throws SQLException {
    if (announcements.isEmpty()) {
      return Map.of();
    }
    Map<Event, UUID> ids = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
      statement.setArray(1, array(connection, "text", announcements, Announcement::source));
      statement.setArray(2, array(connection, "text", announcements, Announcement::id));
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          ids.put(
              new Event(found.getString(1), found.getString(2)), found.getObject(3, UUID.class));
        }
      }
    }
    return rows.upgrades(connection, List.copyOf(ids.values())).stream()
        .collect(Collectors.toMap(u -> Event.of(u.announcement()), Function.identity()));
  }

  private static <T> Array array(
      Connection connection, String type, List<T> items, Function<T, Object> value)
      throws SQLException {
    return connection.createArrayOf(type, items.stream().map(value).toArray());
  }
}
