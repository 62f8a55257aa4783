package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.announce.Announcer;
import dev.bckd.announce.JdbcBookmark;
import dev.bckd.announce.UpgradeEvent;
import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Journal.Novelty;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** The steps of docs/how-to/backup-and-restore.md for a database, on a real one. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class DatabaseBackupTest {
  private static final List<String> TABLES = List.of("upgrade", "journal", "announced");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Test
  void goesOnAfterARestoreAsBeforeTheBackup() throws Exception {
    DataSource lost = OwnSchema.make(url, password);
    Journal before = new JdbcJournal(lost, Clock.systemUTC());
    Upgrade failed =
        before.append(before.accept(announcement("e1")).upgrade(), new Step.Failed("no such file"));
    Upgrade running =
        before.append(before.accept(announcement("e2")).upgrade(), new Step.Started());
    announce(before, lost);
    Map<String, byte[]> backup = backup(lost);
    Upgrade afterwards = before.accept(announcement("e3")).upgrade();
    List<UpgradeEvent> toldAfterwards = announce(before, lost);

    DataSource restored = OwnSchema.make(url, password);
    restore(restored, backup);
    Journal after = new JdbcJournal(restored, Clock.systemUTC());

    assertThat(after.find(failed.id())).contains(failed);
    assertThat(after.find(running.id())).contains(running);
    assertThat(after.find(afterwards.id())).isEmpty();
    assertThat(after.accept(announcement("e1")).novelty()).isEqualTo(Novelty.REPEATED);
    assertThat(after.accept(announcement("e3")).novelty()).isEqualTo(Novelty.NEW);
    List<UpgradeEvent> told = announce(after, restored);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).id()).isNotEqualTo(toldAfterwards.get(0).id());
    assertThat(after.after(0, 100)).extracting(JournalEntry::position).isSorted().hasSize(5);
  }

  private static Map<String, byte[]> backup(DataSource source) throws SQLException, IOException {
    Map<String, byte[]> copies = new LinkedHashMap<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      for (String table : TABLES) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY " + table + " TO STDOUT", copy);
        copies.put(table, copy.toByteArray());
      }
      statement.execute("COMMIT");
    }
    return copies;
  }

  private static void restore(DataSource source, Map<String, byte[]> copies)
      throws SQLException, IOException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      for (Map.Entry<String, byte[]> copy : copies.entrySet()) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "COPY " + copy.getKey() + " FROM STDIN", new ByteArrayInputStream(copy.getValue()));
      }
      statement.execute("COMMIT");
      statement.execute(
          "SELECT setval('journal_position_seq', (SELECT max(position) FROM journal) + 1000000)");
    }
  }

  private static List<UpgradeEvent> announce(Journal journal, DataSource source) {
    List<UpgradeEvent> told = new ArrayList<>();
    new Announcer(journal, new JdbcBookmark(source, "upgrade-events-of-a-backup"), told::addAll)
        .announce();
    return told;
  }

  private static Announcement announcement(String event) {
    return new Announcement(
        "/test",
        event,
        new ModelVersion("toy", "42"),
        new Artifact(URI.create("file:///42.pt"), Optional.empty()));
  }
}
