package dev.bckd.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.upgrade.Announcement;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Reads an announcement out of a CloudEvent 1.0, binary or structured.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     the Kafka binding</a>
 */
public final class CloudEventReader {
  /** The type of event that announces a version. */
  public static final String PUBLISHED = "dev.bckd.model.published.v1";

  /** The attributes that are read; all of them have to be there. */
  static final List<String> CONTEXT = List.of("specversion", "id", "source", "type");

  /** Of source and id, in UTF-8: what the journal's index takes. */
  private static final int LONGEST_NAME = 2000;

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Who reads the first and who the last of two models would not agree on the event.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * Reads one event.
   *
   * @throws UnreadableEventException if this is no such event; the message is one line for people
   */
  public Announcement read(RawEvent event) {
    event
        .problem()
        .ifPresent(
            problem -> {
              throw new UnreadableEventException(problem);
            });
    ObjectNode envelope = event.structured() ? structured(event) : binary(event);
    EventFields fields = new EventFields("", envelope);
    expect("specversion", "1.0", fields.text("specversion", 10));
    expect("type", PUBLISHED, fields.text("type", 200));
    String source = fields.text("source", 500);
    String id = fields.text("id", 500);
    if ((source + id).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new UnreadableEventException(
          "source, id: expected " + LONGEST_NAME + " bytes at most, both together");
    }
    EventFields data = fields.object("data");
    EventFields artifact = data.object("artifact");
    return new Announcement(
        source,
        id,
        new ModelVersion(data.text("model", 200), data.text("version", 200)),
        new Artifact(
            uri(artifact.text("uri", 2000)),
            artifact.optionalText("sha256", 64).map(CloudEventReader::digest)),
        data.optionalText("policy", 200));
  }

  private ObjectNode structured(RawEvent event) {
    ObjectNode envelope = object("the event", parse("the event", event.content()));
    JsonNode encoded = envelope.get("data_base64");
    if (encoded != null && !envelope.has("data")) {
      try {
        envelope.set("data", parse("data", encoded.binaryValue()));
      } catch (IOException e) {
        throw new UnreadableEventException("data_base64: expected base64");
      }
    }
    return envelope;
  }

  private ObjectNode binary(RawEvent event) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    for (String name : CONTEXT) {
      event.attribute(name).ifPresent(value -> envelope.put(name, value));
    }
    boolean carriesJson =
        event
            .contentType()
            .map(type -> type.toLowerCase(Locale.ROOT))
            .map(type -> type.contains("json"))
            .orElse(true);
    if (!carriesJson) {
      throw new UnreadableEventException(
          "content-type: expected application/json, got '" + event.contentType().orElse("") + "'");
    }
    if (!envelope.has("specversion")) {
      throw new UnreadableEventException(
          "no CloudEvent: expected headers "
              + String.join(", ", CONTEXT)
              + " with the prefix ce_ (Kafka) or ce- (HTTP),"
              + " or content-type application/cloudevents+json");
    }
    envelope.set("data", parse("data", event.content()));
    return envelope;
  }

  private JsonNode parse(String what, byte[] content) {
    if (content.length == 0) {
      throw new UnreadableEventException(what + ": expected JSON, got nothing");
    }
    try {
      return json.readTree(withoutMark(WireHeaders.text(content)));
    } catch (JsonProcessingException e) {
      throw new UnreadableEventException(
          what + ": expected JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    } catch (CharacterCodingException e) {
      throw new UnreadableEventException(what + ": expected JSON in UTF-8");
    }
  }

  /** A byte order mark in front may be ignored (RFC 8259, section 8.1). */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static ObjectNode object(String what, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new UnreadableEventException(what + ": expected a JSON object");
  }

  private static void expect(String name, String expected, String found) {
    if (!expected.equals(found)) {
      throw new UnreadableEventException(
          name + ": expected '" + expected + "', got '" + found + "'");
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new UnreadableEventException("data.artifact.uri: expected a URI: " + e.getMessage());
    }
  }

  private static Digest digest(String text) {
    try {
      return new Digest(text.toLowerCase(Locale.ROOT));
    } catch (BadInputException e) {
      throw new UnreadableEventException("data.artifact." + e.getMessage());
    }
  }
}
