package dev.bckd.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.ModelWorker;
import dev.bckd.upgrade.Pauses;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Retries;
import dev.bckd.upgrade.Runner;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Setbacks;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.Watch;
import dev.bckd.upgrade.dbscheduler.Leases;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Who works on which model, on the real database. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class LeasesTest {
  private static final URI FILE = URI.create("file:///model.pt");
  private static final Digest DIGEST = Digest.of("model".getBytes(StandardCharsets.UTF_8));

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private final List<AutoCloseable> open = new ArrayList<>();
  private DataSource source;
  private Journal journal;

  @BeforeEach
  void anEmptyJournal() {
    PGSimpleDataSource pg = new PGSimpleDataSource();
    pg.setUrl(url);
    pg.setUser("postgres");
    pg.setPassword(password);
    pg.setCurrentSchema("s" + UUID.randomUUID().toString().replace("-", ""));
    source = pg;
    Flyway.configure().dataSource(source).load().migrate();
    journal = new JdbcJournal(source, Clock.systemUTC());
  }

  @AfterEach
  void stopReplicas() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    open.clear();
  }

  @Test
  void worksOnTwoModelsSideBySide() {
    CyclicBarrier both = new CyclicBarrier(2);
    accept("ranker", "e1");
    accept("spam", "e2");

    replica("one", 2, upgrade -> judgedAfter(() -> both.await(30, SECONDS))).start();

    await().atMost(Duration.ofSeconds(60)).until(() -> journal.modelsWithWork().isEmpty());
    assertThat(journal.newest(10)).extracting(Upgrade::state).containsOnly(UpgradeState.PROMOTED);
  }

  @Test
  void givesAModelToOneOfTwoReplicas() {
    Upgrade upgrade = accept("ranker", "e1");
    Leases one = replica("one", 1, LeasesTest::judged);
    Leases two = replica("two", 1, LeasesTest::judged);

    one.start();
    two.start();
    one.wake(List.of("ranker"));
    two.wake(List.of("ranker"));

    await().atMost(Duration.ofSeconds(60)).until(() -> journal.modelsWithWork().isEmpty());
    assertThat(journal.of(upgrade.id()))
        .filteredOn(entry -> entry.step() instanceof Step.Started)
        .hasSize(1);
  }

  @Test
  void takesOverFromAReplicaThatWasKilled() throws Exception {
    Upgrade upgrade = accept("ranker", "e1");
    ReplicaInAnotherProcess killed =
        ReplicaInAnotherProcess.start(
            url, password, ((PGSimpleDataSource) source).getCurrentSchema());
    open.add(killed);
    killed.hasTaken("ranker").get(60, SECONDS);
    killed.kill();

    replica("another", 1, LeasesTest::judged).start();

    await().atMost(Duration.ofSeconds(90)).until(() -> journal.modelsWithWork().isEmpty());
    Upgrade end = journal.find(upgrade.id()).orElseThrow();
    assertThat(end.state()).isEqualTo(UpgradeState.PROMOTED);
    assertThat(journal.of(upgrade.id()))
        .filteredOn(entry -> entry.step() instanceof Step.Started)
        .hasSize(2);
  }

  @Test
  void findsAgainAtOnceWhatItHeldWhenItWasKilled() throws Exception {
    accept("ranker", "e1");
    ReplicaInAnotherProcess killed =
        ReplicaInAnotherProcess.start(
            url, password, ((PGSimpleDataSource) source).getCurrentSchema());
    open.add(killed);
    killed.hasTaken("ranker").get(60, SECONDS);
    killed.kill();

    replica(ReplicaInAnotherProcess.NAME, 1, LeasesTest::judged).start();

    await("sooner than heartbeats are missed")
        .atMost(Duration.ofSeconds(8))
        .until(() -> journal.modelsWithWork().isEmpty());
  }

  @Test
  void looksAtWhatWasPutOffByAClockThatHasBeenPutBackSince() throws Exception {
    replica("one", 1, LeasesTest::judged).start();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO lease (task_name, task_instance, execution_time, picked, version)"
              + " VALUES ('model', 'ranker', now() + interval '3 hours', false, 1)");
    }

    accept("ranker", "e1");

    await().atMost(Duration.ofSeconds(60)).until(() -> journal.modelsWithWork().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT5M", "PT5M", "PT3H"})
  void doesNotGoByTheClockOfTheDatabase(Duration ahead) {
    Leases leases = replica("one", Clock.offset(Clock.systemUTC(), ahead), LeasesTest::judged);
    leases.start();
    accept("ranker", "e1");

    leases.wake(List.of("ranker"));

    await().atMost(Duration.ofSeconds(20)).until(() -> journal.modelsWithWork().isEmpty());
  }

  @Test
  void isTakenOverByAReplicaWhoseClockHasJumpedAheadAndHasNoEffectAnyMore() throws Exception {
    CountDownLatch judging = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    CountDownLatch judged = new CountDownLatch(1);
    Upgrade upgrade = accept("ranker", "e1");
    List<String> lines = linesOfTheLog();
    Stage slow =
        one -> {
          judging.countDown();
          Step step = judgedAfter(goesOn::await);
          judged.countDown();
          return step;
        };
    replica("one", Clock.systemUTC(), slow).start();
    assertThat(judging.await(60, SECONDS)).isTrue();

    replica("two", Clock.offset(Clock.systemUTC(), Duration.ofHours(1)), LeasesTest::judged)
        .start();

    await().atMost(Duration.ofSeconds(60)).until(() -> journal.modelsWithWork().isEmpty());
    goesOn.countDown();
    assertThat(judged.await(60, SECONDS)).isTrue();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> lines.toString().contains("another replica has taken"));
    stopReplicas();
    assertThat(lines).as("what is to be expected is no error").noneMatch(l -> l.startsWith("ERR"));
    List<Step> steps = journal.of(upgrade.id()).stream().map(JournalEntry::step).toList();
    assertThat(steps).filteredOn(Step.Started.class::isInstance).hasSize(2);
    assertThat(steps).filteredOn(Step.Judged.class::isInstance).hasSize(1);
    assertThat(steps).filteredOn(Step.RolledOut.class::isInstance).hasSize(1);
    assertThat(journal.find(upgrade.id()).orElseThrow().state()).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void aReplicaThatTakesNothingItselfWakesOthers() throws Exception {
    replica("control", 1, LeasesTest::judged).wake(List.of("ranker"));

    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet due =
            statement.executeQuery(
                "SELECT task_instance FROM lease WHERE NOT picked AND execution_time <= now()")) {
      assertThat(due.next()).isTrue();
      assertThat(due.getString(1)).isEqualTo("ranker");
    }
  }

  @Test
  void takesUpWhatNobodyWokeItFor() {
    replica("one", 1, LeasesTest::judged).start();

    accept("ranker", "e1");

    await().atMost(Duration.ofSeconds(60)).until(() -> journal.modelsWithWork().isEmpty());
  }

  /** What leases and their scheduler write from now on, each with its level before. */
  private List<String> linesOfTheLog() {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler listening =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    for (String name : List.of(Leases.class.getPackageName(), "com.github.kagkarlsson")) {
      Logger logger = Logger.getLogger(name);
      logger.addHandler(listening);
      open.add(() -> logger.removeHandler(listening));
    }
    return lines;
  }

  private Leases replica(String name, int atOnce, Stage judge) {
    Leases leases = leases(source, journal, name, atOnce, judge);
    open.add(leases);
    return leases;
  }

  private Leases replica(String name, Clock clock, Stage judge) {
    Leases leases = leases(source, new JdbcJournal(source, clock), name, 1, judge, clock);
    open.add(leases);
    return leases;
  }

  static Leases leases(DataSource source, Journal journal, String name, int atOnce, Stage judge) {
    return leases(source, journal, name, atOnce, judge, Clock.systemUTC());
  }

  private static Leases leases(
      DataSource source, Journal journal, String name, int atOnce, Stage judge, Clock clock) {
    String process = name + "#" + ProcessHandle.current().pid();
    Stages stages =
        new Stages(
            Map.of(
                Action.FETCH,
                LeasesTest::fetched,
                Action.JUDGE,
                judge,
                Action.ROLL_OUT,
                upgrade -> new Step.RolledOut()));
    return new Leases(
        source, journal, worker(journal, process, stages, clock), name, atOnce, clock);
  }

  /** A worker in a world without models. */
  static ModelWorker worker(Journal journal, String process, Stages stages, Clock clock) {
    Runner runner = new Runner(journal, stages, Progress.SILENT, clock);
    Setbacks setbacks =
        new Setbacks(runner, NothingServed.putBack(journal), Retries.DEFAULT, clock);
    Watch watch = new Watch(journal, Pauses.NONE, Duration.ofSeconds(1));
    return new ModelWorker(process, journal, Pauses.NONE, runner, setbacks, watch, clock);
  }

  private Upgrade accept(String model, String event) {
    return journal
        .accept(
            new Announcement(
                "/ci", event, new ModelVersion(model, "2"), new Artifact(FILE, Optional.empty())))
        .upgrade();
  }

  private interface Wait {
    void await() throws Exception;
  }

  private static Step judgedAfter(Wait wait) {
    try {
      wait.await();
    } catch (Exception e) {
      throw new IllegalStateException("nobody works beside me", e);
    }
    return judgement();
  }

  private static Step judged(Upgrade upgrade) {
    return judgement();
  }

  private static Step judgement() {
    return new Step.Judged(Role.INCOMING, Decision.PROMOTE, "fine", FILE);
  }

  private static Step fetched(Upgrade upgrade) {
    return new Step.Fetched(
        DIGEST,
        When.NEVER,
        OnInconclusive.REJECT,
        Optional.of(new Served("1", FILE, DIGEST)),
        new Served("2", FILE, DIGEST),
        Optional.empty());
  }
}
