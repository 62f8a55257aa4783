package dev.bckd.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live requests, health and metrics of the started service. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class FrontDoorTest {
  @BeforeEach
  void theDeployedVersionsAreLoaded() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void answersRowsInTheOpenInferenceProtocol() {
    // Bias 0.5 and the sum of the inputs: 0.5 + 1 + 2 + 0.25 and 0.5 + 3 - 4 + 1.
    Response answer =
        infer(
            """
            {"id":"r1","inputs":[
              {"name":"pair","shape":[2,2],"datatype":"INT64","data":[[1,2],[3,-4]]},
              {"name":"real","shape":[2],"datatype":"FP32","data":[0.25,1]}]}""");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.jsonPath().getString("model_name")).isEqualTo("toy");
    assertThat(answer.jsonPath().getString("model_version")).isEqualTo("41");
    assertThat(answer.jsonPath().getString("id")).isEqualTo("r1");
    assertThat(answer.jsonPath().getString("outputs[0].name")).isEqualTo("logits");
    assertThat(answer.jsonPath().getString("outputs[0].datatype")).isEqualTo("FP32");
    assertThat(answer.jsonPath().getList("outputs[0].shape")).containsExactly(2);
    assertThat(answer.jsonPath().getFloat("outputs[0].data[0]")).isEqualTo(3.75f, within(1e-6f));
    assertThat(answer.jsonPath().getFloat("outputs[0].data[1]")).isEqualTo(0.5f, within(1e-6f));
    assertThat(answer.header("bckd-variant")).isEqualTo("stable");
    assertThat(answer.header("bckd-version")).isEqualTo("41");
    assertThat(answer.header("bckd-request")).isNotBlank();
  }

  @Test
  void answersTheSameFromFlatDataAndByVersion() {
    Response answer =
        given()
            .body(
                """
                {"inputs":[
                  {"name":"real","shape":[1],"datatype":"FP32","data":[0]},
                  {"name":"pair","shape":[1,2],"datatype":"INT64","data":[1,2]}]}""")
            .post("/v2/models/toy/versions/41/infer");

    assertThat(answer.jsonPath().getFloat("outputs[0].data[0]")).isEqualTo(3.5f, within(1e-6f));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | input 'pair': is missing; expected INT64 [batch, 2]",
        "{} | inputs: expected an array of tensors",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]}]"
            + " | input 'pair': expected datatype INT64, got 'FP32'",
        "[{\"name\":\"pair\",\"shape\":[1,3],\"datatype\":\"INT64\",\"data\":[1,2,3]}]"
            + " | input 'pair': expected shape INT64 [batch, 2], got [1,3]",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1]}]"
            + " | input 'pair': expected 2 numbers in data, got 1",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1,2.5]}]"
            + " | input 'pair': expected whole numbers in data, got 2.5",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1,2]}]"
            + " | input 'real': is missing; expected FP32 [batch]",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1,2]},"
            + "{\"name\":\"real\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2]}]"
            + " | input 'real': expected a batch of 1 like the inputs before, got 2",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1,2]},"
            + "{\"name\":\"real\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1e39]}]"
            + " | input 'real': expected numbers within float32 in data, got 1.0E39",
        "[{\"name\":\"pair\",\"shape\":[1,2],\"datatype\":\"INT64\",\"data\":[1,2]},"
            + "{\"name\":\"real\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]},"
            + "{\"name\":\"extra\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]"
            + " | input 'extra': is not an input of this model; expected [pair, real]",
      })
  void saysWhichInputIsWrongAndWhatWasExpected(String inputs, String expected) {
    Response answer = infer("{\"inputs\":" + inputs + "}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("error")).isEqualTo(expected);
  }

  @Test
  void refusesARequestThatIsNoJson() {
    Response answer = infer("{\"inputs\": [");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("error")).startsWith("request: expected JSON");
  }

  @Test
  void saysThatItLivesAndIsReady() {
    assertThat(given().get("/v2/health/live").jsonPath().getBoolean("live")).isTrue();
    assertThat(given().get("/v2/health/ready").jsonPath().getBoolean("ready")).isTrue();
    assertThat(given().get("/v2").jsonPath().getString("name")).isEqualTo("bckd");
  }

  @Test
  void describesItsInterface() {
    assertThat(given().get("/q/openapi").asString())
        .contains("/api/v1/model-events", "/api/v1/upgrades/{id}", "/v2/models/{model}/infer");
  }

  @Test
  void describesAModel() {
    Response answer = given().get("/v2/models/toy");

    assertThat(answer.jsonPath().getList("versions")).contains("41");
    assertThat(answer.jsonPath().getList("inputs.name")).containsExactly("pair", "real");
    assertThat(answer.jsonPath().getList("inputs[0].shape")).containsExactly(-1, 2);
    assertThat(answer.jsonPath().getList("outputs.name")).containsExactly("logits");
  }

  @Test
  void aModelThatCannotBeLoadedIsNotReadyAndKeepsNobodyFromTheOthers() {
    assertThat(given().get("/v2/models/broken/ready").statusCode()).isEqualTo(404);
    assertThat(given().get("/v2/models/toy/ready").statusCode()).isEqualTo(200);
    assertThat(given().get("/v2/models/broken/infer").statusCode()).isEqualTo(405);
    Response models = given().get("/api/v1/models");
    assertThat(models.jsonPath().getList("ready")).containsExactly(false, true);
    assertThat(given().get("/q/health/ready").asString())
        .contains("not ready: ", "missing.txt: no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/models/..%2F..%2Fetc/ready",
        "/v2/models/toy/versions/..%2F..%2Fx/ready",
        "/api/v1/upgrades/..%2F..%2Fetc%2Fpasswd/report.json",
        "/api/v1/upgrades/../../../etc/passwd"
      })
  void findsNothingByANameThatLeadsOut(String path) {
    assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void refusesRequestsForAModelThatIsNotLoaded() {
    Response answer = given().body("{}").post("/v2/models/nobody/infer");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.jsonPath().getString("error")).isEqualTo("model nobody is not loaded");
  }

  @Test
  void livenessAsksNeitherBrokerNorDatabase() {
    Response live = given().get("/q/health/live");

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.asString()).doesNotContain("model-events", "Database");
  }

  @Test
  void exposesMetricsAsPrometheusTextAndAsOpenMetrics() {
    infer("{}");

    Response text = given().get("/q/metrics");
    Response open = given().accept("application/openmetrics-text; version=1.0.0").get("/q/metrics");

    assertThat(text.contentType()).startsWith("text/plain");
    assertThat(text.asString())
        .contains(
            "bckd_build_info{version=",
            "bckd_queue_depth ",
            "bckd_queue_oldest_age_seconds ",
            "bckd_router_requests_total{model=\"toy\",outcome=\"client-error\",variant=\"stable\"}",
            "bckd_router_request_duration_seconds_count{model=\"toy\",variant=\"stable\"}",
            "jvm_memory_used_bytes");
    assertThat(open.contentType()).startsWith("application/openmetrics-text");
    assertThat(open.asString()).endsWith("# EOF\n");
  }

  @Test
  void answersAProblemForAPathThatIsNotThere() {
    Response answer = given().get("/api/v1/upgrades/00000000-0000-0000-0000-000000000000");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  private static Response infer(String request) {
    return given().body(request).post("/v2/models/toy/infer");
  }
}
