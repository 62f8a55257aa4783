package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Journal.Novelty;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many announcements at once, on the real database. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class AcceptanceTest {
  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private Journal journal;

  @BeforeEach
  void anEmptyJournal() {
    journal = new JdbcJournal(OwnSchema.make(url, password), Clock.systemUTC());
  }

  @Test
  void keepsTheOrderOfTheList() {
    List<Journal.Acceptance> acceptances =
        journal.acceptAll(IntStream.range(0, 500).mapToObj(i -> announcement("e" + i)).toList());

    assertThat(acceptances).extracting(Journal.Acceptance::novelty).containsOnly(Novelty.NEW);
    assertThat(acceptances)
        .extracting(acceptance -> acceptance.upgrade().announcement().id())
        .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "e" + i).toList());
    assertThat(journal.after(0, 1000))
        .extracting(JournalEntry::upgrade)
        .isEqualTo(acceptances.stream().map(acceptance -> acceptance.upgrade().id()).toList());
    Upgrade one = acceptances.get(250).upgrade();
    assertThat(journal.find(one.id())).contains(one);
  }

  @Test
  void makesOneUpgradeOfAnEventThatIsInTheListTwiceOrWasThereBefore() {
    Upgrade before = journal.accept(announcement("e1")).upgrade();
    Upgrade now = journal.append(before, new Step.Failed("no such file"));

    List<Journal.Acceptance> acceptances =
        journal.acceptAll(
            List.of(
                announcement("e2"), announcement("e1"), announcement("e2"), announcement("e1")));

    assertThat(acceptances)
        .extracting(Journal.Acceptance::novelty)
        .containsExactly(Novelty.NEW, Novelty.REPEATED, Novelty.REPEATED, Novelty.REPEATED);
    assertThat(acceptances.get(1).upgrade()).isEqualTo(now);
    assertThat(acceptances.get(3).upgrade()).isEqualTo(now);
    assertThat(acceptances.get(2).upgrade()).isEqualTo(acceptances.get(0).upgrade());
    assertThat(journal.newest(10)).hasSize(2);
  }

  @Test
  void recordsAllOrNothing() {
    Announcement notText = announcement("e2 \u0000");

    assertThatThrownBy(() -> journal.acceptAll(List.of(announcement("e1"), notText)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(journal.newest(10)).isEmpty();
  }

  @Test
  void takesNothingForNothing() {
    assertThat(journal.acceptAll(List.of())).isEmpty();
  }

  @Test
  void doesInMemoryAsInTheDatabase() {
    List<Announcement> announcements =
        List.of(announcement("e1"), announcement("e2"), announcement("e1"));

    assertThat(new MemoryJournal(Clock.systemUTC()).acceptAll(announcements))
        .extracting(Journal.Acceptance::novelty)
        .isEqualTo(
            journal.acceptAll(announcements).stream().map(Journal.Acceptance::novelty).toList());
  }

  private static Announcement announcement(String event) {
    return new Announcement(
        "/test",
        event,
        new ModelVersion("toy", "42"),
        new Artifact(URI.create("file:///42.pt"), Optional.empty()));
  }
}
