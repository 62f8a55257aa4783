package dev.bckd.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.upgrade.Announcement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventReaderTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String DATA =
      """
      {"model":"ranker","version":"42","artifact":{"uri":"file:///m/42.pt","sha256":"%s"}}"""
          .formatted(SHA);
  private static final Announcement EXPECTED =
      new Announcement(
          "/ci",
          "e1",
          new ModelVersion("ranker", "42"),
          new Artifact(URI.create("file:///m/42.pt"), Optional.of(new Digest(SHA))));

  private final CloudEventReader reader = new CloudEventReader();

  @Test
  void readsBinaryMode() {
    assertThat(reader.read(binary(attributes(), DATA))).isEqualTo(EXPECTED);
  }

  @Test
  void readsStructuredMode() {
    assertThat(reader.read(structured("\"data\":" + DATA))).isEqualTo(EXPECTED);
  }

  @Test
  void readsStructuredModeWithDataInBase64() {
    String encoded = Base64.getEncoder().encodeToString(DATA.getBytes(StandardCharsets.UTF_8));

    assertThat(reader.read(structured("\"data_base64\":\"" + encoded + "\""))).isEqualTo(EXPECTED);
  }

  @Test
  void takesADigestInCapitals() {
    assertThat(reader.read(binary(attributes(), DATA.replace(SHA, SHA.toUpperCase(Locale.ROOT)))))
        .isEqualTo(EXPECTED);
  }

  @Test
  void keepsThePolicyThatTheAnnouncerAsksFor() {
    String data = DATA.replace("{\"model\"", "{\"policy\":\"strict\",\"model\"");

    assertThat(reader.read(binary(attributes(), data)).policy()).contains("strict");
  }

  @Test
  void leavesOutADigestThatNobodySaid() {
    String data = "{\"model\":\"m\",\"version\":\"1\",\"artifact\":{\"uri\":\"file:///m\"}}";

    assertThat(reader.read(binary(attributes(), data)).artifact().digest()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | data: expected JSON, got nothing",
        "[] | data: expected a JSON object",
        "{\"version\":\"1\",\"artifact\":{\"uri\":\"file:///m\"}}"
            + " | data.model: expected a text, got nothing",
        "{\"model\":7,\"version\":\"1\",\"artifact\":{\"uri\":\"file:///m\"}}"
            + " | data.model: expected a text of 1 to 200 characters",
        "{\"model\":\"m\",\"version\":\" \",\"artifact\":{\"uri\":\"file:///m\"}}"
            + " | data.version: expected a text of 1 to 200 characters",
        "{\"model\":\"m\",\"version\":\"1\",\"artifact\":\"file:///m\"}"
            + " | data.artifact: expected a JSON object",
        "{\"model\":\"m\",\"version\":\"1\",\"artifact\":{}}"
            + " | data.artifact.uri: expected a text, got nothing",
        "{\"model\":\"m\",\"version\":\"1\",\"artifact\":{\"uri\":\"file:///m\",\"sha256\":\"12\"}}"
            + " | data.artifact.sha256: expected 64 lower-case hex digits, got '12'",
        // What PostgreSQL could not store would be tried again for ever.
        "{\"model\":\"m\\u0000\",\"version\":\"1\",\"artifact\":{\"uri\":\"file:///m\"}}"
            + " | data.model: has characters that are not text",
        "{\"model\":\"\\ud800\",\"version\":\"1\",\"artifact\":{\"uri\":\"file:///m\"}}"
            + " | data.model: has characters that are not text",
      })
  void saysWhatIsWrongWithTheData(String data, String expected) {
    assertThatThrownBy(() -> reader.read(binary(attributes(), data)))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage(expected);
  }

  @Test
  void refusesAUriThatIsNone() {
    assertThatThrownBy(
            () -> reader.read(binary(attributes(), DATA.replace("file:///", "file:// "))))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageStartingWith("data.artifact.uri: expected a URI");
  }

  @Test
  void refusesAnotherTypeOfEvent() {
    assertThatThrownBy(() -> reader.read(binary(attributesWith("type", "com.example.x"), DATA)))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage("type: expected 'dev.bckd.model.published.v1', got 'com.example.x'");
  }

  @Test
  void refusesAnotherVersionOfCloudEvents() {
    assertThatThrownBy(() -> reader.read(binary(attributesWith("specversion", "0.3"), DATA)))
        .hasMessage("specversion: expected '1.0', got '0.3'");
  }

  @Test
  void refusesDataThatAreNotJson() {
    assertThatThrownBy(
            () ->
                reader.read(
                    new RawEvent(attributes(), Optional.of("application/avro"), new byte[] {1})))
        .hasMessage("content-type: expected application/json, got 'application/avro'");
  }

  @Test
  void refusesJsonWithSomethingBehindIt() {
    assertThatThrownBy(() -> reader.read(binary(attributes(), DATA + "}")))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageStartingWith("data: expected JSON");
  }

  @Test
  void takesAByteOrderMarkForNothing() {
    assertThat(reader.read(binary(attributes(), "\uFEFF" + DATA))).isEqualTo(EXPECTED);
  }

  @Test
  void refusesAModelThatIsSaidTwice() {
    String data = DATA.replace("{\"model\"", "{\"model\":\"other\",\"model\"");

    assertThatThrownBy(() -> reader.read(binary(attributes(), data)))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessage("data: expected JSON: Duplicate field 'model'");
  }

  @Test
  void refusesANameThatNoIndexTakes() {
    Map<String, String> attributes = attributesWith("id", "鸭".repeat(500));
    attributes.put("source", "鸭".repeat(500));

    assertThatThrownBy(() -> reader.read(binary(attributes, DATA)))
        .hasMessage("source, id: expected 2000 bytes at most, both together");
  }

  @Test
  void refusesAHeaderThatIsThereTwice() {
    WireHeaders headers = headers();
    headers.add("ce_id", "e2");

    assertThatThrownBy(() -> reader.read(headers.event(DATA.getBytes(StandardCharsets.UTF_8))))
        .hasMessage("ce_id: expected once, is there several times");
  }

  @Test
  void refusesAHeaderThatIsNoText() {
    WireHeaders headers = headers();
    headers.add("ce_id", new byte[] {(byte) 0xC3, '('});

    assertThatThrownBy(() -> reader.read(headers.event(DATA.getBytes(StandardCharsets.UTF_8))))
        .hasMessage("ce_id: expected UTF-8");
  }

  @Test
  void doesNotMindHeadersThatItDoesNotRead() {
    WireHeaders headers = headers();
    headers.add("ce_traceparent", new byte[] {(byte) 0xFF});
    headers.add("kind", new byte[] {(byte) 0xFF});

    assertThat(reader.read(headers.event(DATA.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(EXPECTED);
  }

  @Test
  void givesAReasonThatFitsIntoAHeader() {
    assertThatThrownBy(
            () ->
                reader.read(
                    new RawEvent(
                        attributes(), Optional.of("text/\n" + "x".repeat(10_000)), new byte[0])))
        .satisfies(failure -> assertThat(failure.getMessage()).hasSize(500).doesNotContain("\n"));
  }

  private static WireHeaders headers() {
    WireHeaders headers = new WireHeaders("ce_");
    attributes().forEach((name, value) -> headers.add("ce_" + name, value));
    return headers;
  }

  private static Map<String, String> attributes() {
    return attributesWith("id", "e1");
  }

  private static Map<String, String> attributesWith(String name, String value) {
    Map<String, String> attributes =
        new TreeMap<>(
            Map.of(
                "specversion", "1.0",
                "id", "e1",
                "source", "/ci",
                "type", CloudEventReader.PUBLISHED));
    attributes.put(name, value);
    return attributes;
  }

  private static RawEvent binary(Map<String, String> attributes, String data) {
    return new RawEvent(
        attributes, Optional.of("application/json"), data.getBytes(StandardCharsets.UTF_8));
  }

  private static RawEvent structured(String data) {
    String event =
        """
        {"specversion":"1.0","id":"e1","source":"/ci","type":"dev.bckd.model.published.v1",%s}"""
            .formatted(data);
    return new RawEvent(
        Map.of(),
        Optional.of("application/cloudevents+json; charset=UTF-8"),
        event.getBytes(StandardCharsets.UTF_8));
  }
}
