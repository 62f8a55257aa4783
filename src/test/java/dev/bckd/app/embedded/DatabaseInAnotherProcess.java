package dev.bckd.app.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** Starts a database, writes a row, says so, and waits to be killed. */
public final class DatabaseInAnotherProcess {
  private DatabaseInAnotherProcess() {}

  public static void main(String... arguments) throws SQLException, InterruptedException {
    EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]));
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), EmbeddedDatabase.USER, database.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
    }
    System.out.println("written");
    new CountDownLatch(1).await();
  }
}
