package dev.bckd.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.intake.CloudEventReader;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * A database that takes a request and does not answer, for longer than a consumer may go without a
 * poll: the consumer keeps its place, and what waited is taken when the database is back. All the
 * while an upgrade is worked on that does not end.
 */
@QuarkusTest
@TestProfile(HangingDatabaseTest.Impatient.class)
@WithTestResource(FoundationsResource.class)
class HangingDatabaseTest {
  private static final Duration LONGER_THAN_A_POLL = Duration.ofSeconds(9);

  @Inject Journal journal;
  @Inject DataSource source;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  /** A consumer that does not poll for six seconds loses its place. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("mp.messaging.incoming.model-events.max.poll.interval.ms", "6000");
    }
  }

  @Test
  void keepsItsPlaceAndTakesWhatWaitedWhileAnUpgradeTakesForEver() throws Exception {
    String endless = publish("toy", ToyParts.ENDLESS);
    await().atMost(Duration.ofSeconds(30)).until(() -> isIn(UpgradeState.DISTILLING, endless));
    String member = member();
    String waiting;
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      // What every writer of the journal waits for.
      statement.execute("SELECT pg_advisory_lock(" + 0x62636b64L + ")");
      waiting = publish("nobody", "1");
      await()
          .during(LONGER_THAN_A_POLL)
          .atMost(LONGER_THAN_A_POLL.plusSeconds(20))
          .until(() -> isUp("live") && isUp("ready") && upgrade(waiting).isEmpty());
      assertThat(member()).isEqualTo(member);
      statement.execute("SELECT pg_advisory_unlock(" + 0x62636b64L + ")");
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> isIn(UpgradeState.FAILED, waiting));
    assertThat(member()).isEqualTo(member);
    assertThat(isIn(UpgradeState.DISTILLING, endless)).as("has taken longer than a poll").isTrue();
    publish("toy", "42");
    await().atMost(Duration.ofSeconds(30)).until(() -> isIn(UpgradeState.SUPERSEDED, endless));
  }

  private boolean isIn(UpgradeState state, String event) {
    return upgrade(event).map(Upgrade::state).equals(Optional.of(state));
  }

  private Optional<Upgrade> upgrade(String event) {
    return journal.newest(1000).stream()
        .filter(upgrade -> upgrade.announcement().id().equals(event))
        .findFirst();
  }

  private static boolean isUp(String health) {
    return given().get("/q/health/" + health).statusCode() == 200;
  }

  /** Who has the topic: the id changes when a consumer is thrown out and comes again. */
  private String member() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      ConsumerGroupDescription group =
          admin.describeConsumerGroups(List.of("bckd")).all().get().get("bckd");
      assertThat(group.members()).hasSize(1);
      return group.members().iterator().next().consumerId();
    }
  }

  private String publish(String model, String version) {
    String id = UUID.randomUUID().toString();
    new Topic(broker, "model-events")
        .send(
            model,
            """
            {"model": "%s", "version": "%s", "artifact": {"uri": "file:///incoming.pt"}}"""
                .formatted(model, version),
            Map.of(
                "ce_specversion",
                "1.0",
                "ce_source",
                "/test",
                "ce_type",
                CloudEventReader.PUBLISHED,
                "ce_id",
                id));
    return id;
  }
}
