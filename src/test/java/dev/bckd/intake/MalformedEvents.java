package dev.bckd.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Model events each of which is wrong in one way, the same for the same seed. What they are made of
 * is right: without the one fault each would be an upgrade.
 */
public final class MalformedEvents {
  /** The largest record that a broker takes by default, less what is around the value. */
  public static final int LARGEST = 1_048_588 - 500;

  private static final String DATA =
      "{\"model\":\"toy\",\"version\":\"42\",\"artifact\":{\"uri\":\"file:///incoming.pt\"}}";
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final List<String> CONTEXT = List.of("specversion", "id", "source", "type");

  private final SplittableRandom random;
  private int made;

  public MalformedEvents(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The next. */
  public MalformedEvent next() {
    made++;
    return random.nextInt(3) == 0 ? wrongHeaders() : wrongBody();
  }

  /** The next whose headers are right. */
  public MalformedEvent nextBody() {
    made++;
    return wrongBody();
  }

  private MalformedEvent wrongHeaders() {
    String name = CONTEXT.get(random.nextInt(CONTEXT.size()));
    List<Map.Entry<String, byte[]>> headers = headers("application/json");
    switch (random.nextInt(7)) {
      case 0 -> headers.removeIf(header -> header.getKey().equals("ce_" + name));
      case 1 -> headers.add(Map.entry("ce_" + name, bytes(name)));
      case 2 -> replace(headers, "ce_" + name, bytes("x".repeat(501 + random.nextInt(20_000))));
      case 3 -> replace(headers, "ce_" + name, garbage(1 + random.nextInt(300)));
      case 4 -> replace(headers, "ce_" + name, bytes(" ".repeat(random.nextInt(3))));
      case 5 -> {
        // Each as long as allowed, both together more than an index takes.
        replace(headers, "ce_source", bytes("鸭".repeat(500)));
        replace(headers, "ce_id", bytes("鸭".repeat(500)));
      }
      default -> replace(headers, "content-type", bytes(contentType()));
    }
    return new MalformedEvent("headers, " + name, headers, bytes(DATA));
  }

  private String contentType() {
    return List.of(
            "text/plain",
            "application/avro",
            "application/cloudevents+protobuf",
            "application/cloudevents-batch+json",
            "application/octet-stream; " + "x".repeat(random.nextInt(5000)))
        .get(random.nextInt(5));
  }

  private MalformedEvent wrongBody() {
    if (random.nextInt(4) == 0) {
      return new MalformedEvent(
          "structured", headers("application/cloudevents+json"), structured());
    }
    int kind = random.nextInt(12);
    if (kind == 11) {
      return new MalformedEvent("tombstone", headers("application/json"), null);
    }
    byte[] value =
        switch (kind) {
          case 0 -> bytes(DATA.substring(0, random.nextInt(DATA.length())));
          case 1 -> garbage(size());
          case 2 -> bytes(nested(1 + random.nextInt(5000)));
          case 3 -> bytes(DATA.replace("\"42\"", "1" + "0".repeat(random.nextInt(5000))));
          case 4 -> bytes(DATA.replace("\"42\"", pick("1e999999", "-0.0", "[]", "{}", "true")));
          case 5 -> brokenText();
          case 6 -> DATA.getBytes(charset());
          case 7 -> bytes(DATA.replace("toy", pick("", " ", "\\u0000", "\\ud800", "a\\nb")));
          case 8 -> bytes(DATA.replace("toy", "t".repeat(201 + random.nextInt(5000))));
          case 9 -> bytes(DATA + pick("}", DATA, ",", "null"));
          default -> bytes(wrongField());
        };
    return new MalformedEvent("body " + kind, headers("application/json"), value);
  }

  private String wrongField() {
    return switch (random.nextInt(5)) {
      case 0 -> DATA.replace("file:///", "file:// ");
      case 1 -> DATA.replace("\"uri\"", "\"sha256\":\"" + SHA.substring(1) + "\",\"uri\"");
      case 2 -> DATA.replace("{\"uri\"", "{\"url\"");
      case 3 -> DATA.replace("{\"model\"", "{\"model\":\"other\",\"model\"");
      default -> pick("null", "[]", "7", "\"" + "x".repeat(100) + "\"", "[" + DATA + "]");
    };
  }

  private byte[] structured() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"bad-%d\",\"source\":\"/fuzz\",\"type\":\"%s\",\"data\":%s}"
            .formatted(made, CloudEventReader.PUBLISHED, DATA);
    return switch (random.nextInt(6)) {
      case 0 -> bytes(event.substring(0, random.nextInt(event.length())));
      case 1 -> bytes(event.replace("\"1.0\"", pick("1.0", "\"0.3\"", "null", "[]")));
      case 2 ->
          bytes(event.replace("\"data\":" + DATA, "\"data_base64\":\"" + DATA.length() + "!\""));
      case 3 -> bytes(event.replace("\"data\"", "\"dat\""));
      case 4 -> bytes("[" + event + "]");
      default -> event.getBytes(charset());
    };
  }

  private byte[] brokenText() {
    byte[] body = bytes(DATA);
    byte[][] faults = {
      {(byte) 0xFF},
      {(byte) 0xC3, '('},
      {(byte) 0xC0, (byte) 0xAF},
      {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
    };
    byte[] fault = faults[random.nextInt(faults.length)];
    int at = DATA.indexOf("toy") + 1;
    byte[] broken = new byte[body.length + fault.length];
    System.arraycopy(body, 0, broken, 0, at);
    System.arraycopy(fault, 0, broken, at, fault.length);
    System.arraycopy(body, at, broken, at + fault.length, body.length - at);
    return broken;
  }

  private Charset charset() {
    return List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            Charset.forName("UTF-32"),
            Charset.forName("IBM037"))
        .get(random.nextInt(5));
  }

  /** From nothing to just what a broker takes; large ones are few. */
  private int size() {
    return switch (random.nextInt(50)) {
      case 0 -> LARGEST;
      case 1 -> 100_000 + random.nextInt(900_000);
      case 2 -> 0;
      default -> random.nextInt(3000);
    };
  }

  /** Bytes that are no text. */
  private byte[] garbage(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    if (size > 0) {
      bytes[0] = (byte) 0xFE;
    }
    return bytes;
  }

  private String nested(int depth) {
    return random.nextBoolean()
        ? "[".repeat(depth) + (random.nextBoolean() ? "]".repeat(depth) : "")
        : "{\"model\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private List<Map.Entry<String, byte[]>> headers(String contentType) {
    Map<String, byte[]> headers = new TreeMap<>();
    headers.put("content-type", bytes(contentType));
    if (!contentType.startsWith("application/cloudevents")) {
      headers.put("ce_specversion", bytes("1.0"));
      headers.put("ce_id", bytes("bad-" + made));
      headers.put("ce_source", bytes("/fuzz"));
      headers.put("ce_type", bytes(CloudEventReader.PUBLISHED));
    }
    return new ArrayList<>(headers.entrySet());
  }

  private static void replace(List<Map.Entry<String, byte[]>> headers, String name, byte[] value) {
    headers.replaceAll(header -> header.getKey().equals(name) ? Map.entry(name, value) : header);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
