package dev.bckd.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.intake.CloudEventReader;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The whole way of an event through the started service, on a real broker and database. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class IntakeAndAnnounceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Journal journal;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  private final String id = UUID.randomUUID().toString();

  @Test
  void makesOneUpgradeOfAnEventThatComesTwice() {
    publish("toy", headers(), data("toy", "42"));
    publish("toy", headers(), data("toy", "42"));
    publish("toy", headersWith("ce_id", id + "-next"), data("toy", "43"));

    await().atMost(PATIENCE).until(() -> !upgrades(id + "-next").isEmpty());

    assertThat(upgrades(id)).hasSize(1);
  }

  @Test
  void sendsWhatItCannotReadToTheDeadLetterTopicAndGoesOn() {
    publish("toy", headers(), "{\"model\":\"toy\"}");
    publish("toy", headersWith("ce_id", id + "-good"), data("toy", "42"));

    await().atMost(PATIENCE).until(() -> !upgrades(id + "-good").isEmpty());
    ConsumerRecord<String, byte[]> dead = deadLetter();

    assertThat(Topic.header(dead, "dead-letter-reason"))
        .isEqualTo("data.artifact: expected a JSON object");
    assertThat(new String(dead.value(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"toy\"}");
    assertThat(dead.key()).isEqualTo("toy");
  }

  @Test
  void sendsARecordThatIsNoCloudEventToTheDeadLetterTopic() {
    publish("toy", Map.of("ce_id", id), "\u0000\u0001 not JSON");

    assertThat(Topic.header(deadLetter(), "dead-letter-reason"))
        .startsWith("no CloudEvent: expected headers specversion, id, source, type");
  }

  @Test
  void tellsEachEntryOnceInItsOrder() throws IOException {
    publish("toy", headers(), data("toy", "42"));
    await().atMost(PATIENCE).until(() -> ended(id));
    Upgrade upgrade = upgrades(id).get(0);

    List<ConsumerRecord<String, byte[]>> told =
        new Topic(broker, "upgrade-events")
            .until(
                record -> Topic.header(record, "ce_subject").equals(upgrade.id().toString()),
                record -> Topic.header(record, "ce_type").endsWith(".promoted.v1"));

    assertThat(told)
        .extracting(record -> Topic.header(record, "ce_type"))
        .containsExactly(
            "dev.bckd.upgrade.accepted.v1",
            "dev.bckd.upgrade.distilled.v1",
            "dev.bckd.upgrade.judged.v1",
            "dev.bckd.upgrade.promoted.v1");
    assertThat(told).extracting(ConsumerRecord::key).containsOnly("toy");
    assertThat(told)
        .extracting(record -> Topic.header(record, "ce_specversion"))
        .containsOnly("1.0");
    assertThat(told)
        .extracting(record -> Long.valueOf(Topic.header(record, "ce_id")))
        .isSorted()
        .doesNotHaveDuplicates();
    JsonNode judged = new ObjectMapper().readTree(told.get(2).value());
    assertThat(judged.path("state").asText()).isEqualTo("ROLLING_OUT");
    assertThat(judged.path("decision").asText()).isEqualTo("PROMOTE");
    assertThat(judged.path("student").path("version").asText()).isEqualTo("42-bckd.1");
    assertThat(judged.path("weight").asInt()).isZero();
    assertThat(new ObjectMapper().readTree(told.get(3).value()).path("weight").asInt())
        .isEqualTo(100);
  }

  @Test
  void tellsOfAnUpgradeThatFailsAndWhy() throws IOException {
    publish("nobody", headers(), data("nobody", "1"));

    List<ConsumerRecord<String, byte[]>> told =
        new Topic(broker, "upgrade-events")
            .until(
                record -> record.key().equals("nobody"),
                record -> Topic.header(record, "ce_type").equals("dev.bckd.upgrade.failed.v1"));

    JsonNode failed = new ObjectMapper().readTree(told.get(told.size() - 1).value());
    assertThat(failed.path("reason").asText()).isEqualTo("nobody: no policy");
  }

  @Test
  void takesAnEventByHttpInStructuredMode() {
    String event =
        """
        {"specversion":"1.0","id":"%s","source":"/test","type":"%s","data":%s}"""
            .formatted(id, CloudEventReader.PUBLISHED, data("toy", "42"));

    Response answer =
        given()
            .contentType("application/cloudevents+json")
            .body(event)
            .post("/api/v1/model-events");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.jsonPath().getString("state")).isEqualTo("RECEIVED");
    String location = answer.header("Location");
    assertThat(given().get(location).jsonPath().getString("id"))
        .isEqualTo(answer.jsonPath().getString("id"));
    assertThat(upgrades(id)).hasSize(1);
  }

  @Test
  void refusesAnUnreadableEventByHttpWithAProblem() {
    Response answer =
        given()
            .contentType("application/json")
            .headers(Map.of("ce-specversion", "1.0", "ce-id", id, "ce-source", "/test"))
            .body("{}")
            .post("/api/v1/model-events");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail"))
        .isEqualTo("type: expected a text, got nothing");
  }

  @Test
  void givesTheReportOfAnUpgrade() {
    publish("toy", headers(), data("toy", "42"));
    await().atMost(PATIENCE).until(() -> ended(id));

    String path = "/api/v1/upgrades/" + upgrades(id).get(0).id();

    assertThat(given().get(path + "/report").jsonPath().getString("kind"))
        .isEqualTo("UpgradeReport");
    assertThat(given().get(path).jsonPath().getString("links.report")).isEqualTo(path + "/report");
  }

  @Test
  void givesTheReportInTheFormThatIsAskedFor() {
    publish("toy", headers(), data("toy", "42"));
    await().atMost(PATIENCE).until(() -> ended(id));
    String report = "/api/v1/upgrades/" + upgrades(id).get(0).id() + "/report";
    String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    assertThat(given().accept(browser).get(report).contentType()).startsWith("text/html");
    assertThat(given().accept("text/markdown").get(report).asString()).isEqualTo("## toy");
    assertThat(given().accept("application/xml").get(report).asString()).isEqualTo("<testsuites/>");
    assertThat(given().accept("*/*").get(report).contentType()).startsWith("application/json");
    assertThat(given().accept("image/png").get(report).statusCode()).isEqualTo(406);

    assertThat(given().get(report + ".html").contentType()).startsWith("text/html");
    assertThat(given().get(report + ".html").header("Content-Security-Policy"))
        .startsWith("default-src 'none'")
        .endsWith("sandbox");
    assertThat(given().get(report + ".md").contentType()).startsWith("text/markdown");
    assertThat(given().get(report + ".xml").contentType()).startsWith("application/xml");
    assertThat(given().get(report + ".json").contentType()).startsWith("application/json");
    assertThat(given().get(report + ".pdf").statusCode()).isEqualTo(404);
  }

  private ConsumerRecord<String, byte[]> deadLetter() {
    return new Topic(broker, "model-events-dlq")
        .until(record -> Topic.header(record, "ce_id").equals(id), record -> true)
        .get(0);
  }

  private boolean ended(String event) {
    List<Upgrade> upgrades = upgrades(event);
    return !upgrades.isEmpty() && upgrades.get(0).state() == UpgradeState.PROMOTED;
  }

  private List<Upgrade> upgrades(String event) {
    return journal.newest(1000).stream()
        .filter(upgrade -> upgrade.announcement().id().equals(event))
        .toList();
  }

  private void publish(String key, Map<String, String> headers, String value) {
    new Topic(broker, "model-events").send(key, value, headers);
  }

  private Map<String, String> headers() {
    return headersWith("ce_id", id);
  }

  private static Map<String, String> headersWith(String name, String value) {
    return Map.of(
        "ce_specversion",
        "1.0",
        "ce_source",
        "/test",
        "ce_type",
        CloudEventReader.PUBLISHED,
        "content-type",
        "application/json",
        name,
        value);
  }

  private static String data(String model, String version) {
    return """
        {"model":"%s","version":"%s","artifact":{"uri":"file:///incoming.pt"}}"""
        .formatted(model, version);
  }
}
