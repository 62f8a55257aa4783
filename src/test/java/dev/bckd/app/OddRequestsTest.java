package dev.bckd.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be meant: each is refused by one line that says what was expected. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class OddRequestsTest {
  private static final int REQUESTS = 600;
  private static final int LONGEST = 2000;

  private static final List<String> ODD =
      List.of(
          "",
          "-1",
          "0",
          "1",
          "1001",
          "9999999999999999999",
          "1e3",
          "0x1",
          "+1",
          " 1",
          "1 ",
          "NaN",
          "null",
          "٣",
          "PROMOTED",
          "promoted",
          "toy",
          "..",
          "../..",
          "%",
          "%00",
          "\u0000",
          "a\u0000b",
          "\r\nx: y",
          "\u001b[31m",
          "'; DROP TABLE upgrade; --",
          "{}",
          "[]",
          "\ud83d\ude00",
          "\u202e",
          "00000000-0000-0000-0000-000000000000",
          "1-1-1-1-1",
          "x".repeat(LONGEST));

  @BeforeEach
  void theServiceIsReady() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=-1 | limit: expected a whole number from 1 to 1000, got '-1'",
        "limit=0 | limit: expected a whole number from 1 to 1000, got '0'",
        "limit=1001 | limit: expected a whole number from 1 to 1000, got '1001'",
        "limit=4294967297 | limit: expected a whole number from 1 to 1000, got '4294967297'",
        "limit=many | limit: expected a whole number from 1 to 1000, got 'many'",
        "limit=1%0A2 | limit: expected a whole number from 1 to 1000, got '1?2'",
        "state=promoted | state: expected one of [RECEIVED, FETCHING, DISTILLING, JUDGING, HELD,"
            + " ROLLING_OUT, PROMOTED, REJECTED, ROLLED_BACK, FAILED, SUPERSEDED, ABORTED],"
            + " got 'promoted'",
      })
  void refusesAListOfUpgradesThatCannotBeMeant(String query, String expected) {
    Response answer = given().urlEncodingEnabled(false).get("/api/v1/upgrades?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("detail")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=", "limit=1", "limit=1000", "limit=0050", "model=nobody", "state=PROMOTED"})
  void answersAListThatCanBeMeant(String query) {
    assertThat(given().get("/api/v1/upgrades?" + query).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana\\u0000", "\\u001b[31mana", "\\ud800"})
  void refusesWordsThatTheJournalCannotKeep(String words) {
    Response by = pause("{\"by\": \"" + words + "\", \"why\": \"\"}");
    Response why = pause("{\"by\": \"ana\", \"why\": \"" + words + "\"}");

    for (Response answer : List.of(by, why)) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.jsonPath().getString("detail")).startsWith("expected {\"by\": \"who\"");
    }
    assertThat(given().get("/api/v1/models").jsonPath().getString("find{it.model=='toy'}.paused"))
        .isNull();
  }

  @Test
  void takesNoRequestForADefectOfItsOwn() throws Exception {
    Random random = new Random(20);
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < REQUESTS; i++) {
      String body = body(random);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path(random)));
      if (random.nextBoolean()) {
        request
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
      }
      HttpRequest asked = request.build();
      HttpResponse<String> answer = client.send(asked, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).as("%s: %s", asked, body).isLessThan(500);
      boolean problem =
          answer.headers().firstValue("content-type").orElse("").contains("problem+json");
      if (problem) {
        assertThat(JsonPath.from(answer.body()).getString("detail"))
            .as("%s: %s", asked, body)
            .doesNotContain("\n", "\r")
            .isNotBlank();
      }
    }
    assertThat(given().get("/api/v1/upgrades").statusCode()).isEqualTo(200);
  }

  private static String body(Random random) {
    return random.nextInt(4) == 0
        ? odd(random)
        : "{\"by\": " + odd(random) + ", \"why\": " + odd(random) + "}";
  }

  private static String path(Random random) {
    String shape =
        List.of(
                "/api/v1/upgrades?model=%s&state=%s&limit=%s",
                "/api/v1/upgrades/%s?limit=%s",
                "/api/v1/upgrades/%s/journal",
                "/api/v1/upgrades/%s/report.%s",
                "/api/v1/upgrades/%s/retry",
                "/api/v1/models/%s/resume",
                "/v2/models/%s/versions/%s/infer",
                "/v2/models/%s/versions/%s/ready",
                "/v2/models/toy/infer?%s=%s")
            .get(random.nextInt(9));
    return String.format(shape, encoded(random), encoded(random), encoded(random));
  }

  private static String encoded(Random random) {
    return URLEncoder.encode(ODD.get(random.nextInt(ODD.size())), StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private static String odd(Random random) {
    String text = ODD.get(random.nextInt(ODD.size()));
    return random.nextBoolean() ? text : "\"" + text.replace("\"", "") + "\"";
  }

  private static Response pause(String body) {
    return given().contentType("application/json").body(body).post("/api/v1/models/toy/pause");
  }
}
