package dev.bckd.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people tell upgrades and models over HTTP, and what the journal keeps of it. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class HandsOverHttpTest {
  private static final String ANA = "{\"by\": \"ana\", \"why\": \"complaints\"}";

  @BeforeEach
  void theServiceIsReady() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void rollsBackAndKeepsWhoAndWhy() {
    String id = promoted();

    Response told = tell("upgrades", id, "rollback", ANA);

    assertThat(told.statusCode()).isEqualTo(200);
    awaitState(id, "ROLLED_BACK");
    Response journal = given().get("/api/v1/upgrades/{id}/journal", id);
    assertThat(journal.jsonPath().getList("step"))
        .contains("roll back asked")
        .endsWith("rolled back");
    assertThat(journal.jsonPath().getString("find { it.step == 'roll back asked' }.reason"))
        .isEqualTo("rolling back by ana: complaints");
  }

  @Test
  void refusesWhatIsNotPossibleWithTheReason() {
    String id = promoted();

    Response told = tell("upgrades", id, "approve", ANA);

    assertThat(told.statusCode()).isEqualTo(409);
    assertThat(told.contentType()).startsWith("application/problem+json");
    assertThat(told.jsonPath().getString("detail"))
        .contains("cannot be approved in state PROMOTED");
  }

  @Test
  void wantsToKnowWhoSpeaks() {
    String id = promoted();

    assertThat(tell("upgrades", id, "rollback", "{}").statusCode()).isEqualTo(400);
    assertThat(tell("upgrades", id, "rollback", "no json").statusCode()).isEqualTo(400);
    assertThat(tell("upgrades", "nobody", "retry", ANA).statusCode()).isEqualTo(404);
    assertThat(tell("upgrades", UUID.randomUUID().toString(), "retry", ANA).statusCode())
        .isEqualTo(404);
    assertThat(tell("models", "nobody", "pause", ANA).statusCode()).isEqualTo(404);
  }

  @Test
  void letsAPausedModelWait() {
    assertThat(tell("models", "toy", "pause", ANA).statusCode()).isEqualTo(204);
    String id = publish("toy");
    assertThat(given().get("/api/v1/models").jsonPath().getString("find{it.model=='toy'}.paused"))
        .isEqualTo("paused by ana: complaints");

    String other = publish("nobody");
    awaitState(other, "FAILED");
    assertThat(state(id)).isEqualTo("RECEIVED");

    tell("models", "toy", "resume", ANA);
    awaitState(id, "PROMOTED");
  }

  @Test
  void doesAFailedUpgradeAgain() {
    String id = publish("nobody");
    awaitState(id, "FAILED");

    assertThat(tell("upgrades", id, "retry", ANA).jsonPath().getString("state"))
        .isEqualTo("RECEIVED");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                given()
                        .get("/api/v1/upgrades/{id}/journal", id)
                        .jsonPath()
                        .getList("findAll { it.step == 'failed' }")
                        .size()
                    == 2);
  }

  private static String promoted() {
    String id = publish("toy");
    awaitState(id, "PROMOTED");
    return id;
  }

  private static String publish(String model) {
    return given()
        .header("ce-specversion", "1.0")
        .header("ce-id", UUID.randomUUID().toString())
        .header("ce-source", "/hands")
        .header("ce-type", "dev.bckd.model.published.v1")
        .contentType("application/json")
        .body(
            """
            {"model":"%s","version":"42","artifact":{"uri":"file:///42.pt"}}"""
                .formatted(model))
        .post("/api/v1/model-events")
        .jsonPath()
        .getString("id");
  }

  private static Response tell(String kind, String name, String what, String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .post("/api/v1/{kind}/{name}/{what}", kind, name, what);
  }

  private static void awaitState(String id, String state) {
    await().atMost(Duration.ofSeconds(30)).until(() -> state(id).equals(state));
  }

  private static String state(String id) {
    return given().get("/api/v1/upgrades/{id}", id).jsonPath().getString("state");
  }
}
