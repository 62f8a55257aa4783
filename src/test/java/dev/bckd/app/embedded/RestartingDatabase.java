package dev.bckd.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A PostgreSQL server of a test that can be crashed and comes back at the same address. */
public final class RestartingDatabase implements AutoCloseable {
  private final EmbeddedDatabase database;
  private final PostgresPrograms programs;
  private final Path data;

  private RestartingDatabase(EmbeddedDatabase database, PostgresPrograms programs, Path data) {
    this.database = database;
    this.programs = programs;
    this.data = data;
  }

  /** Starts it with its data in a folder. */
  public static RestartingDatabase start(Path folder) throws IOException {
    EmbeddedDatabase database = EmbeddedDatabase.start(folder);
    try (Stream<Path> files = Files.find(folder, 4, (path, file) -> path.endsWith("bin/pg_ctl"))) {
      Path bin = files.findFirst().orElseThrow().getParent();
      return new RestartingDatabase(
          database,
          new PostgresPrograms(bin, folder.resolve("restarts.log")),
          folder.resolve("data"));
    }
  }

  public String jdbcUrl() {
    return database.jdbcUrl();
  }

  public String password() {
    return database.password();
  }

  /** As after a power cut: nothing is flushed, every connection breaks; then it recovers. */
  public void crashAndRestart() {
    programs.run("pg_ctl", "restart", "-w", "-t", "60", "-m", "immediate", "-D", data.toString());
  }

  @Override
  public void close() {
    database.close();
  }
}
