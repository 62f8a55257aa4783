package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.app.embedded.EmbeddedDatabase;
import dev.bckd.testing.TinyTask;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The packaged service starts while events and requests keep coming: for the first time, after it
 * was killed, and, to compare, when no events come. Broker and database go on meanwhile.
 */
class StartUnderLoadIT {
  private static final int RATE = 300;
  private static final int MODELS = 100;

  /** Requests while it is ready, before it is killed. */
  private static final int REQUESTS = 100;

  private static final int ALL = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicBoolean enough = new AtomicBoolean();

  @TempDir private Path folder;
  private TinyTask task;

  @BeforeEach
  void aModelThatIsServed() throws Exception {
    task = TinyTask.in(folder);
  }

  @Test
  void losesNoEventThatComesWhileItStartsAndAnswersOnceItIsReady() throws Exception {
    try (BrokerInAnotherProcess broker =
            BrokerInAnotherProcess.start(Files.createDirectories(folder.resolve("broker")));
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"))) {
      LoadedTopics topics = new LoadedTopics(broker.bootstrapServers());
      Map<String, String> environment = environment(broker, database);
      CompletableFuture<Integer> sent = CompletableFuture.supplyAsync(() -> send(topics));

      TimedStart first = started(environment);
      TimedStart again = TimedStart.of(folder.resolve("home"), task, environment);
      try (again) {
        await().atMost(PATIENCE).until(() -> again.asked() >= REQUESTS);
        enough.set(true);
        everyEventHasOneUpgradeWhoseEndIsTold(sent.join(), journal(database), topics);
      }
      TimedStart idle = started(environment);

      tell(first, again, idle, sent.join());
      for (TimedStart start : List.of(first, again, idle)) {
        assertThat(start.answered()).as("requests while it was ready").isEqualTo(start.asked());
      }
    }
  }

  /** A start that was killed after a while. */
  private TimedStart started(Map<String, String> environment) throws Exception {
    TimedStart start = TimedStart.of(folder.resolve("home"), task, environment);
    try (start) {
      await().atMost(PATIENCE).until(() -> start.asked() >= REQUESTS);
    }
    return start;
  }

  /** Until there are enough; how many there were. */
  private int send(LoadedTopics topics) {
    int seconds = 0;
    while (!enough.get()) {
      topics.send("/load/" + seconds, RATE, RATE, MODELS);
      seconds++;
    }
    return seconds * RATE;
  }

  private static void everyEventHasOneUpgradeWhoseEndIsTold(
      int events, Journal journal, LoadedTopics topics) {
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(
            () -> journal.newest(ALL),
            all -> all.size() >= events && all.stream().allMatch(u -> u.state().ended()));
    List<Upgrade> all = journal.newest(ALL);
    assertThat(all).hasSize(events);
    // These models have no policy: the last of each fails, what came before it is superseded.
    assertThat(all)
        .extracting(Upgrade::state)
        .containsOnly(UpgradeState.SUPERSEDED, UpgradeState.FAILED);
    Set<String> ends = all.stream().map(u -> u.id() + " " + u.state()).collect(Collectors.toSet());
    await()
        .atMost(PATIENCE)
        .pollInterval(LOOK)
        .until(
            () -> {
              Set<String> told = new HashSet<>();
              topics.read("upgrade-events", 0, record -> told.add(end(record)));
              return told.containsAll(ends);
            });
  }

  private static String end(ConsumerRecord<String, byte[]> told) {
    try {
      JsonNode upgrade = JSON.readTree(told.value());
      return upgrade.path("id").asText() + " " + upgrade.path("state").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(TimedStart first, TimedStart again, TimedStart idle, int events)
      throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "start under load, %d events a second: ready after %.1f s the first time, %.1f s after"
                + " it was killed, %.1f s without events; %d events, %d of %d requests answered%n",
            RATE,
            first.took().toMillis() / 1e3,
            again.took().toMillis() / 1e3,
            idle.took().toMillis() / 1e3,
            events,
            first.answered() + again.answered() + idle.answered(),
            first.asked() + again.asked() + idle.asked());
    System.out.println(text);
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("start.txt"), text);
  }

  private static Map<String, String> environment(
      BrokerInAnotherProcess broker, EmbeddedDatabase database) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        broker.bootstrapServers(),
        "BCKD_DATABASE_URL",
        database.jdbcUrl(),
        "BCKD_DATABASE_USER",
        EmbeddedDatabase.USER,
        "BCKD_DATABASE_PASSWORD",
        database.password());
  }

  private static Journal journal(EmbeddedDatabase database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(EmbeddedDatabase.USER);
    source.setPassword(database.password());
    return new JdbcJournal(source, Clock.systemUTC());
  }
}
