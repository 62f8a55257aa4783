package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.app.embedded.EmbeddedBroker;
import dev.bckd.app.embedded.EmbeddedDatabase;
import dev.bckd.testing.TinyTask;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a broker and a database that somebody else runs: here, this test. */
class ExternalServicesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<String> TOPICS =
      Set.of("model-events", "upgrade-events", "model-events-dlq", "model-outcomes");

  @TempDir private Path folder;

  @Test
  void usesThemAndStartsNone() throws Exception {
    TinyTask task = TinyTask.in(folder);
    Path home = folder.resolve("home");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), TOPICS);
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"));
        RunningService service =
            RunningService.start(
                home,
                task.policies(),
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                    "BCKD_DATABASE_URL", database.jdbcUrl(),
                    "BCKD_DATABASE_USER", EmbeddedDatabase.USER,
                    "BCKD_DATABASE_PASSWORD", database.password()))) {
      await().atMost(PATIENCE).until(service::ready);

      new Topic(broker.bootstrapServers(), "model-events")
          .send(
              TinyTask.MODEL,
              """
              {"model": "tiny", "version": "2", "artifact": {"uri": "%s"}}
              """
                  .formatted(task.incoming().toUri()),
              Map.of(
                  "ce_specversion", "1.0",
                  "ce_id", "event",
                  "ce_source", "/training",
                  "ce_type", "dev.bckd.model.published.v1",
                  "content-type", "application/json"));

      await().atMost(PATIENCE).until(() -> states(service), "[PROMOTED]"::equals);
      assertThat(
              new Topic(broker.bootstrapServers(), "upgrade-events")
                  .until(
                      record -> true,
                      record ->
                          new String(record.value(), StandardCharsets.UTF_8).contains("PROMOTED")))
          .isNotEmpty();
      assertThat(service.stop()).isIn(0, 143);
    }
    assertThat(home.resolve("kafka")).doesNotExist();
    assertThat(home.resolve("postgres")).doesNotExist();
  }

  private static String states(RunningService service) throws Exception {
    StringBuilder states = new StringBuilder("[");
    for (JsonNode upgrade : service.get("/api/v1/upgrades")) {
      states.append(upgrade.path("state").asText());
    }
    return states.append(']').toString();
  }
}
