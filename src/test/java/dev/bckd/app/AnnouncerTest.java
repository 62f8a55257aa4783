package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.announce.Announcer;
import dev.bckd.announce.JdbcBookmark;
import dev.bckd.announce.Publisher;
import dev.bckd.announce.UpgradeEvent;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a journal, on the real database. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class AnnouncerTest {
  private static final Served OLD = served("41");
  private static final Served NEW = served("42");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private final List<UpgradeEvent> told = new ArrayList<>();
  private DataSource source;
  private Journal journal;

  @BeforeEach
  void anEmptyJournal() {
    source = OwnSchema.make(url, password);
    journal = new JdbcJournal(source, Clock.systemUTC());
  }

  @Test
  void tellsAgainWhatItMayNotHaveTold() {
    promote(accepted("e1"));
    Announcer failing =
        announcer(
            events -> {
              told.addAll(events.subList(0, 2));
              throw new IllegalStateException("the broker is away");
            });
    assertThatThrownBy(failing::announce).hasMessage("the broker is away");

    announcer(told::addAll).announce();

    assertThat(told)
        .extracting(UpgradeEvent::type)
        .containsExactly(
            "dev.bckd.upgrade.accepted.v1",
            "dev.bckd.upgrade.judged.v1",
            "dev.bckd.upgrade.accepted.v1",
            "dev.bckd.upgrade.judged.v1",
            "dev.bckd.upgrade.promoted.v1");
    assertThat(told.subList(2, 4)).isEqualTo(told.subList(0, 2));
  }

  @Test
  void tellsNothingTwiceWhereNothingFails() {
    promote(accepted("e1"));

    int passed = announcer(told::addAll).announce();
    int restarted = announcer(told::addAll).announce();

    assertThat(passed).isEqualTo(5);
    assertThat(restarted).isZero();
    assertThat(told).extracting(UpgradeEvent::id).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void leavesItToAnotherReplicaThatIsTelling() {
    accepted("e1");
    AtomicInteger other = new AtomicInteger(-1);

    announcer(events -> other.set(announcer(told::addAll).announce())).announce();

    assertThat(other).hasValue(0);
    assertThat(told).isEmpty();
  }

  @Test
  void tellsALongJournalInItsOrder() {
    List<Upgrade> accepted =
        journal
            .acceptAll(IntStream.range(0, 600).mapToObj(i -> announcement("e" + i)).toList())
            .stream()
            .map(Journal.Acceptance::upgrade)
            .toList();
    journal.append(accepted.get(3), new Step.Failed("no such file"));

    Announcer announcer = announcer(told::addAll);
    while (announcer.announce() > 0) {
      assertThat(told.size()).isLessThan(1000);
    }

    assertThat(told).hasSize(601);
    assertThat(told.subList(0, 600))
        .extracting(event -> event.upgrade().id())
        .isEqualTo(accepted.stream().map(Upgrade::id).toList());
    assertThat(told.get(600).type()).isEqualTo("dev.bckd.upgrade.failed.v1");
    assertThat(told.get(600).upgrade().id()).isEqualTo(accepted.get(3).id());
  }

  @Test
  void tellsOfARejectionAndOfTheJudgementBehindIt() {
    judge(accepted("e1"), Decision.REJECT);

    announcer(told::addAll).announce();

    assertThat(told)
        .extracting(UpgradeEvent::type)
        .containsExactly(
            "dev.bckd.upgrade.accepted.v1",
            "dev.bckd.upgrade.judged.v1",
            "dev.bckd.upgrade.rejected.v1");
    assertThat(told.get(2).id()).isEqualTo(told.get(1).id() + "-rejected");
    assertThat(told.get(2).upgrade().decision()).contains("REJECT");
  }

  private Announcer announcer(Publisher publisher) {
    return new Announcer(journal, new JdbcBookmark(source, "test"), publisher);
  }

  private Upgrade accepted(String event) {
    return journal.accept(announcement(event)).upgrade();
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

  private static Announcement announcement(String event) {
    return new Announcement(
        "/test",
        event,
        new ModelVersion("toy", "42"),
        new Artifact(URI.create("file:///42.pt"), Optional.empty()));
  }

  private static Served served(String version) {
    return new Served(
        version,
        URI.create("file:///" + version + ".pt"),
        Digest.of(version.getBytes(StandardCharsets.UTF_8)));
  }
}
