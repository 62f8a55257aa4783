package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.distillation.SearchedFront;
import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Instruction;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Journal.Novelty;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.JournalUnavailableException;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The journal and those who live off it, on the real database. Each test has a schema of its own,
 * so that the started service does not take its upgrades.
 */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class JournalTest {
  private static final Served OLD = served("41");
  private static final Served NEW = served("42");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private DataSource source;
  private Journal journal;

  @BeforeEach
  void anEmptyJournal() {
    source = dataSource("s" + UUID.randomUUID().toString().replace("-", ""));
    Flyway.configure().dataSource(source).load().migrate();
    journal = new JdbcJournal(source, Clock.systemUTC());
  }

  @Test
  void acceptsAnAnnouncementOnce() {
    Journal.Acceptance first = journal.accept(announcement("toy", "e1"));
    Journal.Acceptance second = journal.accept(announcement("toy", "e1"));

    assertThat(first.novelty()).isEqualTo(Novelty.NEW);
    assertThat(second.novelty()).isEqualTo(Novelty.REPEATED);
    assertThat(second.upgrade()).isEqualTo(first.upgrade());
    assertThat(journal.newest(10)).containsExactly(first.upgrade());
  }

  @Test
  void makesOneUpgradeOfOneEventThatComesToSeveralThreads() throws Exception {
    List<Journal.Acceptance> acceptances =
        atOnce(8, i -> journal.accept(announcement("toy", "e1")));

    assertThat(acceptances).filteredOn(a -> a.novelty() == Novelty.NEW).hasSize(1);
    assertThat(acceptances)
        .extracting(a -> a.upgrade().id())
        .containsOnly(acceptances.get(0).upgrade().id());
  }

  @Test
  void replaysTheUpgradeThatItReturned() {
    Upgrade promoted = promote(accepted("e1"));

    assertThat(journal.find(promoted.id())).contains(promoted);
    assertThat(Upgrade.replay(journal.of(promoted.id()))).isEqualTo(promoted);
    assertThat(promoted.state()).isEqualTo(UpgradeState.PROMOTED);
  }

  @Test
  void replaysWhatASearchFoundWithResampledIntervals() {
    Upgrade started = journal.append(accepted("e1"), new Step.Started());
    Upgrade fetched =
        journal.append(
            started,
            new Step.Fetched(
                NEW.digest(),
                When.ALWAYS,
                OnInconclusive.REJECT,
                Optional.of(OLD),
                NEW,
                Optional.empty()));
    Training training =
        new Training(
            "auto", 2, 0.5, 10, "cpu", false, List.of(), List.of(), SearchedFront.resampled());

    Upgrade distilled = journal.append(fetched, new Step.Distilled(served("42-bckd.1"), training));

    assertThat(journal.find(distilled.id())).contains(distilled);
    assertThat(Upgrade.replay(journal.of(distilled.id())).distilled().orElseThrow().training())
        .isEqualTo(training);
  }

  @Test
  void letsOneOfManyAppendTheSameStep() throws Exception {
    Upgrade upgrade = accepted("e1");

    List<Boolean> won =
        atOnce(
            8,
            i -> {
              try {
                journal.append(upgrade, new Step.Started());
                return true;
              } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("somebody else has appended");
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(journal.of(upgrade.id())).hasSize(2);
  }

  @Test
  void refusesAStepThatIsNotLegal() {
    Upgrade upgrade = accepted("e1");

    assertThatThrownBy(() -> journal.append(upgrade, new Step.RolledOut()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("RolledOut is not legal");
    assertThat(journal.of(upgrade.id())).hasSize(1);
  }

  @Test
  void showsNoPositionBeforeALowerOne() throws Exception {
    List<Long> seen = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(8);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    Future<?> reading =
        reader.submit(
            () -> {
              boolean last = false;
              while (!last) {
                last = left.get() == 0;
                long position = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
                journal.after(position, 1000).forEach(entry -> seen.add(entry.position()));
              }
            });

    atOnce(
        8,
        i -> {
          IntStream.range(0, 20).forEach(n -> accepted("e" + i + "-" + n));
          return left.decrementAndGet();
        });
    reading.get();
    reader.shutdown();

    assertThat(seen).hasSize(160);
    assertThat(journal.after(0, 1000)).extracting(JournalEntry::position).isEqualTo(seen);
  }

  @Test
  void knowsWhatIsOpenInTheOrderOfAcceptance() {
    Upgrade first = accepted("e1");
    Upgrade second = accepted("e2");
    Upgrade third = accepted("e3");
    Upgrade started = journal.append(first, new Step.Started());
    journal.append(second, new Step.Failed("no such file"));

    assertThat(journal.open("toy")).containsExactly(started, third);
    assertThat(journal.open("other")).isEmpty();
    assertThat(journal.modelsWithWork()).containsExactly("toy");
    assertThat(journal.queue()).isEqualTo(new Journal.Queue(2, Optional.of(first.createdAt())));
    assertThat(journal.newest(2)).extracting(Upgrade::id).containsExactly(third.id(), second.id());
  }

  @Test
  void knowsWhatWasPromotedLast() {
    assertThat(journal.promoted("toy")).isEmpty();
    promote(accepted("e1"));
    journal.append(accepted("e2"), new Step.Failed("no such file"));

    assertThat(journal.promoted("toy").flatMap(Upgrade::successor)).contains(NEW);
    assertThat(journal.promoted("other")).isEmpty();
  }

  @Test
  void knowsWhenWorkOnAnUpgradeIsInVain() {
    Upgrade older = journal.append(accepted("e1"), new Step.Started());
    assertThat(journal.overtaken(older.id())).isFalse();

    Upgrade newer = accepted("e2");
    assertThat(journal.overtaken(older.id())).isTrue();
    assertThat(journal.overtaken(newer.id())).isFalse();

    journal.append(newer, new Step.Aborted(new Instruction("ana", "")));
    assertThat(journal.overtaken(older.id())).isFalse();
    assertThat(journal.overtaken(newer.id())).isTrue();
  }

  @Test
  void letsARolloutThatHasBegunGoOn() {
    Upgrade rollingOut = judge(accepted("e1"), Decision.PROMOTE);
    accepted("e2");

    assertThat(rollingOut.state()).isEqualTo(UpgradeState.ROLLING_OUT);
    assertThat(journal.overtaken(rollingOut.id())).isFalse();
  }

  @Test
  void knowsWhoseTrafficIsBeingMoved() {
    assertThat(journal.moving("toy")).isFalse();
    Upgrade rollingOut = judge(accepted("e1"), Decision.PROMOTE);
    accepted("e2");
    assertThat(journal.moving("toy")).isTrue();
    assertThat(journal.moving("other")).isFalse();

    Upgrade promoted = journal.append(rollingOut, new Step.RolledOut());
    assertThat(journal.moving("toy")).isFalse();

    journal.append(promoted, new Step.RollBackAsked(new Instruction("ana", "complaints")));
    assertThat(journal.moving("toy")).isTrue();
  }

  @Test
  void countsAsDeployedWhatWasNotRolledBack() {
    Upgrade first = promote(accepted("e1"));
    Upgrade second = promote(accepted("e2"));
    assertThat(journal.promoted("toy")).contains(second);

    Upgrade asked =
        journal.append(second, new Step.RollBackAsked(new Instruction("ana", "complaints")));
    journal.append(asked, new Step.RolledBack());

    assertThat(journal.promoted("toy")).contains(first);
  }

  @Test
  void givesEveryTakingOfAnUpgradeALaterGeneration() {
    Upgrade first = journal.append(accepted("e1"), new Step.Started(Optional.of("a")));
    Upgrade second = journal.append(accepted("e2"), new Step.Started(Optional.of("a")));
    Upgrade again = journal.append(first, new Step.Started(Optional.of("b")));

    assertThat(List.of(first.generation(), second.generation(), again.generation()))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(again.attempts().lost()).isEqualTo(1);
    assertThat(journal.find(first.id())).contains(again);
  }

  @Test
  void saysThatTheDatabaseIsAwayAndNotThatTheEventIsWrong() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/postgres");
    Journal away = new JdbcJournal(nowhere, Clock.systemUTC());

    assertThatThrownBy(() -> away.accept(announcement("toy", "e1")))
        .isInstanceOf(JournalUnavailableException.class);
  }

  private interface OneOf<T> {
    T call(int index) throws Exception;
  }

  private static <T> List<T> atOnce(int threads, OneOf<T> call)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> running =
          IntStream.range(0, threads).mapToObj(i -> pool.submit(() -> call.call(i))).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  private Upgrade accepted(String event) {
    return journal.accept(announcement("toy", event)).upgrade();
  }

  private Upgrade promote(Upgrade upgrade) {
    return journal.append(judge(upgrade, Decision.PROMOTE), new Step.RolledOut());
  }

  private Upgrade judge(Upgrade upgrade, Decision decision) {
    Upgrade started = journal.append(upgrade, new Step.Started());
    Step fetched =
        new Step.Fetched(
            NEW.digest(),
            When.NEVER,
            OnInconclusive.REJECT,
            Optional.of(OLD),
            NEW,
            Optional.empty());
    return journal.append(
        journal.append(started, fetched),
        new Step.Judged(Role.INCOMING, decision, "as the gates say", URI.create("file:///r.json")));
  }

  private DataSource dataSource(String schema) {
    PGSimpleDataSource pg = new PGSimpleDataSource();
    pg.setUrl(url);
    pg.setUser("postgres");
    pg.setPassword(password);
    pg.setCurrentSchema(schema);
    return pg;
  }

  private static Announcement announcement(String model, String event) {
    return new Announcement(
        "/test",
        event,
        new ModelVersion(model, "42"),
        new Artifact(URI.create("file:///42.pt"), Optional.empty()));
  }

  private static Served served(String version) {
    return new Served(
        version,
        URI.create("file:///" + version + ".pt"),
        Digest.of(version.getBytes(StandardCharsets.UTF_8)));
  }
}
