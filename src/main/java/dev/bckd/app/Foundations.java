package dev.bckd.app;

import dev.bckd.app.embedded.EmbeddedBroker;
import dev.bckd.app.embedded.EmbeddedDatabase;
import dev.bckd.app.embedded.HomeLock;
import dev.bckd.model.UnavailableException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What has to run before the service does: a broker and a database, its own ones where none are
 * configured, and the hold on its folder.
 *
 * <p>Closing stops what was started, the last first.
 */
public final class Foundations implements AutoCloseable {
  /** The topics that the service reads and writes. */
  public static final Set<String> TOPICS =
      Set.of("model-events", "model-outcomes", "upgrade-events", "model-events-dlq");

  /** Of the messages that only control takes and sends. */
  private static final Set<String> CHANNELS =
      Set.of("incoming.model-events", "outgoing.dead-letters", "outgoing.upgrade-events");

  /** A router goes on with what it has while the database is away, so it is ready without. */
  private static final String DATABASE_IS_ASKED =
      "quarkus.smallrye-health.check.\"io.quarkus.agroal.runtime.health.DataSourceHealthCheck\".enabled";

  /** That these lead nowhere then is meant. */
  private static final String UNCONNECTED_IS_TOLD =
      "quarkus.log.category.\"io.smallrye.reactive.messaging.provider\".level";

  /** Never looked up: nothing is sent or taken there. */
  private static final String NO_BROKER = "none.invalid:9092";

  private final Map<String, String> configuration = new LinkedHashMap<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private Foundations() {}

  /**
   * Starts what is needed; returns when it answers.
   *
   * @throws UnavailableException if something cannot be had; nothing is left running then
   */
  public static Foundations start(Settings settings) {
    Foundations foundations = new Foundations();
    try {
      foundations.lay(settings);
      return foundations;
    } catch (RuntimeException e) {
      foundations.close();
      throw e;
    }
  }

  /** How the service finds them: its configuration, by name. */
  public Map<String, String> configuration() {
    return Map.copyOf(configuration);
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        // The rest has to be stopped all the same.
        System.err.println("bckd: " + e.getMessage());
      }
    }
  }

  private void lay(Settings settings) {
    started(HomeLock.take(settings.home()));
    CompletableFuture<Settings.Database> database =
        CompletableFuture.supplyAsync(
            () -> settings.database().orElseGet(() -> embeddedDatabase(settings)));
    try {
      configure(settings);
      configuration.put("kafka.bootstrap.servers", broker(settings));
    } finally {
      database.exceptionally(failure -> null).join();
    }
    configure(checked(join(database)));
  }

  private void configure(Settings settings) {
    configuration.put("bckd.home", settings.home().toString());
    configuration.put("bckd.store", settings.store());
    configuration.put("bckd.roles", settings.roles().toString());
    configuration.put("bckd.upgrades-at-once", String.valueOf(settings.upgradesAtOnce()));
    if (!settings.roles().has(ServiceRole.CONTROL) && !settings.roles().has(ServiceRole.WORKER)) {
      configuration.put(DATABASE_IS_ASKED, "false");
    }
    configuration.put("bckd.policies", settings.policies().toString());
    configuration.put("quarkus.http.port", String.valueOf(settings.httpPort()));
    configuration.put("quarkus.log.file.path", settings.home().resolve("log/bckd.log").toString());
  }

  /** Only control needs one. */
  private String broker(Settings settings) {
    if (settings.roles().has(ServiceRole.CONTROL)) {
      return settings.kafka().orElseGet(() -> embeddedBroker(settings));
    }
    for (String channel : CHANNELS) {
      configuration.put("mp.messaging." + channel + ".enabled", "false");
    }
    configuration.put(UNCONNECTED_IS_TOLD, "ERROR");
    return NO_BROKER;
  }

  private void configure(Settings.Database database) {
    configuration.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    database.user().ifPresent(user -> configuration.put("quarkus.datasource.username", user));
    database
        .password()
        .ifPresent(password -> configuration.put("quarkus.datasource.password", password));
  }

  private String embeddedBroker(Settings settings) {
    EmbeddedBroker broker = started(EmbeddedBroker.start(settings.home().resolve("kafka"), TOPICS));
    // There is one consumer. Known by name, it takes its place again at once after a crash, and
    // does not wait until the broker gives up the one that crashed.
    configuration.put("mp.messaging.incoming.model-events.group.instance.id", "bckd");
    return broker.bootstrapServers();
  }

  private Settings.Database embeddedDatabase(Settings settings) {
    EmbeddedDatabase database =
        started(EmbeddedDatabase.start(settings.home().resolve("postgres")));
    return new Settings.Database(
        database.jdbcUrl(), Optional.of(EmbeddedDatabase.USER), Optional.of(database.password()));
  }

  private synchronized <T extends AutoCloseable> T started(T part) {
    started.push(part);
    return part;
  }

  private static Settings.Database join(CompletableFuture<Settings.Database> database) {
    try {
      return database.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** One line now is better than the framework's many later. */
  private static Settings.Database checked(Settings.Database database) {
    Properties logOn = new Properties();
    database.user().ifPresent(user -> logOn.put("user", user));
    database.password().ifPresent(password -> logOn.put("password", password));
    logOn.put("connectTimeout", "10");
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), logOn)) {
      connection.isValid(10);
      return database;
    } catch (SQLException e) {
      throw new UnavailableException(
          "the database " + database.jdbcUrl() + " cannot be used: " + said(e), e);
    }
  }

  /** What the server said; the driver adds lines on where in the server's source. */
  private static String said(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
