package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The schema is forward-compatible: while replicas are replaced one by one, the version before
 * works on the schema of this one. So a migration only adds what a program that knows nothing of it
 * need not know.
 */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class MigrationsTest {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @ParameterizedTest
  @MethodSource("migrations")
  void onlyAdds(Path migration) throws IOException {
    assertThat(SchemaRule.broken(Files.readString(migration))).isEmpty();
  }

  static List<Path> migrations() throws IOException {
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE journal",
        "ALTER TABLE upgrade DROP COLUMN source",
        "ALTER TABLE upgrade RENAME COLUMN model TO name",
        "ALTER TABLE upgrade ALTER COLUMN steps TYPE bigint",
        "ALTER TABLE upgrade ADD COLUMN owner text NOT NULL",
        "ALTER TABLE upgrade ADD CONSTRAINT one UNIQUE (model)",
        "CREATE UNIQUE INDEX one ON upgrade (model)",
        "UPDATE journal SET kind = 'x'",
        "DELETE FROM announced",
      })
  void theRuleFindsWhatWouldStopTheVersionBefore(String statement) {
    assertThat(SchemaRule.broken("-- a note; of more than one part\nSELECT 1;\n" + statement + ";"))
        .contains(statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE upgrade ADD COLUMN owner text",
        "ALTER TABLE upgrade ADD COLUMN owner text NOT NULL DEFAULT ''",
        "CREATE TABLE owner (id uuid PRIMARY KEY, name text NOT NULL UNIQUE)",
        "CREATE INDEX owner_name ON owner (name)",
      })
  void theRuleAllowsWhatItDoesNotNotice(String statement) {
    assertThat(SchemaRule.broken(statement + ";")).isEmpty();
  }

  /** Its Flyway knows all migrations but the last. */
  @Test
  void theVersionBeforeStartsOnThisSchemaAndWhatItWritesIsRead(@TempDir Path older)
      throws Exception {
    PGSimpleDataSource source = schema();
    Flyway.configure().dataSource(source).load().migrate();
    List<Path> all = migrations();
    for (Path migration : all.subList(0, all.size() - 1)) {
      Files.copy(migration, older.resolve(String.valueOf(migration.getFileName())));
    }

    assertThat(
            Flyway.configure()
                .dataSource(source)
                .locations("filesystem:" + older)
                .load()
                .migrate()
                .migrationsExecuted)
        .isZero();
    UUID id = UUID.randomUUID();
    writeAsTheFirstVersionDid(source, id);
    Upgrade read = new JdbcJournal(source, Clock.systemUTC()).find(id).orElseThrow();
    assertThat(read.state()).isEqualTo(UpgradeState.RECEIVED);
    assertThat(read.version()).hasToString("ranker 2");
  }

  private static void writeAsTheFirstVersionDid(PGSimpleDataSource source, UUID id)
      throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO upgrade"
              + " (id, source, event_id, model, state, steps, created_at, updated_at)"
              + " VALUES ('%s', '/ci', 'e1', 'ranker', 'RECEIVED', 1, now(), now())".formatted(id));
      statement.execute(
          "INSERT INTO journal (upgrade, step, kind, body, at) VALUES ('%s', 0, 'accepted', '%s', now())"
              .formatted(
                  id,
                  """
                  {"announcement": {"source": "/ci", "id": "e1",
                   "version": {"model": "ranker", "version": "2"},
                   "artifact": {"uri": "file:///m.pt", "digest": null}}}
                  """));
    }
  }

  private PGSimpleDataSource schema() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser("postgres");
    source.setPassword(password);
    source.setCurrentSchema("s" + UUID.randomUUID().toString().replace("-", ""));
    return source;
  }
}
