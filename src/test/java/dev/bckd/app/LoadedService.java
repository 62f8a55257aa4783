package dev.bckd.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged program with its own broker and database, looked at from outside. */
final class LoadedService implements AutoCloseable {
  private static final String TO_DO =
      "state IN ('RECEIVED', 'FETCHING', 'DISTILLING', 'JUDGING', 'ROLLING_OUT')";

  private final RunningService service;
  private final LoadedTopics topics;
  private final LoadedProcesses processes;
  private final Connection database;

  private LoadedService(
      RunningService service, LoadedTopics topics, LoadedProcesses processes, Connection database) {
    this.service = service;
    this.processes = processes;
    this.topics = topics;
    this.database = database;
  }

  /** Starts it in a folder, without a policy; returns when it is ready. */
  static LoadedService start(Path folder) throws IOException, SQLException {
    Path home = folder.resolve("home");
    RunningService service =
        RunningService.start(home, Files.createDirectories(folder.resolve("policies")));
    if (!reached(Duration.ofMinutes(5), service::ready)) {
      service.close();
      throw new IllegalStateException("the service is not ready; see " + folder);
    }
    List<String> postgres = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
    Connection database =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + postgres.get(3).strip() + "/postgres",
            "postgres",
            Files.readString(home.resolve("postgres/password")).strip());
    return new LoadedService(
        service,
        new LoadedTopics(Files.readString(home.resolve("kafka/bootstrap-servers")).strip()),
        new LoadedProcesses(service.pid(), Long.parseLong(postgres.get(0).strip())),
        database);
  }

  LoadedTopics topics() {
    return topics;
  }

  /** Returns when so many events of a source are accepted. */
  void awaitAccepted(String source, int events, Duration patience) {
    if (!reached(patience, () -> count("TRUE", source) == events)) {
      throw new IllegalStateException("not all events of " + source + " were accepted");
    }
  }

  /** Whether all upgrades of a source have come to an end in time. */
  boolean drained(String source, Duration patience) {
    return reached(patience, () -> count(TO_DO, source) == 0);
  }

  /** How many upgrades of a source are in each state. */
  Map<String, Long> states(String source) throws SQLException {
    Map<String, Long> states = new TreeMap<>();
    try (PreparedStatement statement =
        database.prepareStatement(
            "SELECT state, count(*) FROM upgrade WHERE source = ? GROUP BY state")) {
      statement.setString(1, source);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          states.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return states;
  }

  /** When each event of a source was accepted, milliseconds since 1970, by its number. */
  double[] accepted(String source, int events) throws SQLException {
    double[] at = new double[events];
    try (PreparedStatement statement =
        database.prepareStatement(
            "SELECT u.event_id, j.at FROM upgrade u JOIN journal j"
                + " ON j.upgrade = u.id AND j.step = 0 WHERE u.source = ?")) {
      statement.setString(1, source);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          OffsetDateTime time = rows.getObject(2, OffsetDateTime.class);
          at[Integer.parseInt(rows.getString(1))] =
              time.toEpochSecond() * 1e3 + time.getNano() / 1e6;
        }
      }
    }
    return at;
  }

  /** The number of the event of each upgrade of a source. */
  Map<String, Integer> numbers(String source) throws SQLException {
    Map<String, Integer> numbers = new HashMap<>();
    try (PreparedStatement statement =
        database.prepareStatement("SELECT id, event_id FROM upgrade WHERE source = ?")) {
      statement.setString(1, source);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.put(rows.getString(1), Integer.valueOf(rows.getString(2)));
        }
      }
    }
    return numbers;
  }

  /** Megabytes of heap in use after a full collection. */
  long heap() throws IOException, InterruptedException {
    new ProcessBuilder("jcmd", String.valueOf(service.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    String used = "jvm_memory_used_bytes{area=\"heap\"} ";
    return service
        .text("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(used))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(used.length())) / 1_000_000)
        .findFirst()
        .orElseThrow();
  }

  /** What runs. */
  LoadedProcesses processes() {
    return processes;
  }

  /** Stops it by a signal; returns how long that took. */
  Duration stop() throws InterruptedException {
    long start = System.nanoTime();
    service.stop();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() throws SQLException {
    service.close();
    database.close();
  }

  private long count(String condition, String source) throws SQLException {
    try (PreparedStatement statement =
        database.prepareStatement(
            "SELECT count(*) FROM upgrade WHERE source = ? AND " + condition)) {
      statement.setString(1, source);
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static boolean reached(Duration patience, Condition condition) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) {
          return false;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
