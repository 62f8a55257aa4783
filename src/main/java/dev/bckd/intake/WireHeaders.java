package dev.bckd.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an event as a carrier has them. An event whose id is there twice, or is no text,
 * would be one event for some readers and another for others: it is refused.
 */
final class WireHeaders {
  private static final String CONTENT_TYPE = "content-type";

  private final String prefix;
  private final Map<String, String> texts = new TreeMap<>();
  private Optional<String> problem = Optional.empty();

  /**
   * @param prefix of the names of attributes, such as {@code ce_}
   */
  WireHeaders(String prefix) {
    this.prefix = prefix;
  }

  /** One header in bytes; a null is a header without a value. */
  void add(String name, byte @Nullable [] value) {
    try {
      add(name, value == null ? "" : text(value));
    } catch (CharacterCodingException e) {
      if (matters(name)) {
        problem = problem.or(() -> Optional.of(name + ": expected UTF-8"));
      }
    }
  }

  /** One header. */
  void add(String name, String value) {
    if (matters(name) && texts.put(name, value) != null) {
      problem = problem.or(() -> Optional.of(name + ": expected once, is there several times"));
    }
  }

  /** The event with these headers. */
  RawEvent event(byte[] content) {
    Map<String, String> attributes = new TreeMap<>();
    Optional<String> contentType = Optional.empty();
    for (Map.Entry<String, String> header : texts.entrySet()) {
      if (header.getKey().startsWith(prefix)) {
        attributes.put(header.getKey().substring(prefix.length()), header.getValue());
      } else {
        contentType = Optional.of(header.getValue());
      }
    }
    return new RawEvent(attributes, contentType, content, problem);
  }

  /** Text that is UTF-8, every byte of it. */
  static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private boolean matters(String name) {
    return name.equals(CONTENT_TYPE)
        || (name.startsWith(prefix)
            && CloudEventReader.CONTEXT.contains(name.substring(prefix.length())));
  }
}
