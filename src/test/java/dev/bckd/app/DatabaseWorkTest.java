package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.announce.Announcer;
import dev.bckd.announce.JdbcBookmark;
import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.testing.HandClock;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.dbscheduler.Leases;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a flood of events asks of the database: as many statements as a few events do. A time would
 * depend on the machine; this is why the time is what it is.
 */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class DatabaseWorkTest {
  private static final int FEW = 2;
  private static final int MANY = 240;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  private final HandClock clock = new HandClock();
  private CountedStatements database;
  private Journal journal;

  @BeforeEach
  void anEmptyJournal() {
    database = new CountedStatements(OwnSchema.make(url, password));
    journal = new JdbcJournal(database, clock);
  }

  @Test
  void manyEventsAreAcceptedByTheStatementsOfAFew() {
    int few = database.of(() -> accept("few", FEW));
    int many = database.of(() -> accept("many", MANY));

    assertThat(many).isEqualTo(few).isPositive();
    assertThat(journal.open("many")).hasSize(MANY);
  }

  @Test
  void repeatedEventsAreRecognisedByTheStatementsOfAFew() {
    accept("few", FEW);
    accept("many", MANY);

    int few = database.of(() -> accept("few", FEW));
    int many = database.of(() -> accept("many", MANY));

    assertThat(many).isEqualTo(few).isPositive();
  }

  @Test
  void manyUpgradesAreSupersededByTheStatementsOfAFew() {
    accept("few", FEW);
    accept("many", MANY);

    int few = database.of(() -> work("few"));
    int many = database.of(() -> work("many"));

    assertThat(many).isEqualTo(few).isPositive();
    assertThat(journal.newest(MANY))
        .extracting(Upgrade::state)
        .containsOnlyOnce(UpgradeState.RECEIVED)
        .filteredOn(UpgradeState.SUPERSEDED::equals)
        .hasSize(MANY - 1);
  }

  @Test
  void manyModelsAreWokenByOneStatement() {
    try (Leases leases = LeasesTest.leases(database, journal, "r", 1, DatabaseWorkTest::refuse)) {
      List<String> models = IntStream.range(0, MANY).mapToObj(i -> "m" + i).toList();

      assertThat(database.of(() -> leases.wake(models))).isEqualTo(1);
      assertThat(database.of(() -> leases.wake(models))).isEqualTo(1);
    }
  }

  @Test
  void manyEntriesAreAnnouncedByTheStatementsOfAFew() {
    Announcer announcer = new Announcer(journal, new JdbcBookmark(database, "test"), events -> {});
    accept("few", FEW);
    int few = database.of(announcer::announce);
    accept("many", MANY);
    int many = database.of(announcer::announce);

    assertThat(many).isEqualTo(few).isPositive();
  }

  private void work(String model) {
    Stages stages = new Stages(Map.of(Action.FETCH, DatabaseWorkTest::refuse));
    LeasesTest.worker(journal, "w", stages, clock).work(model, () -> false);
  }

  private static Step refuse(Upgrade upgrade) {
    throw new BadInputException(upgrade.version().model(), "no policy");
  }

  private void accept(String model, int events) {
    journal.acceptAll(
        IntStream.range(0, events)
            .mapToObj(
                i ->
                    new Announcement(
                        "/ci/" + model,
                        "e" + i,
                        new ModelVersion(model, "v" + i),
                        new Artifact(URI.create("file:///m.pt"), Optional.empty())))
            .toList());
  }
}
