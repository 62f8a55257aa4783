package dev.bckd.intake;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A CloudEvent as it came, whatever carried it. */
public final class RawEvent {
  private final Map<String, String> attributes;
  private final Optional<String> contentType;
  private final byte[] content;
  private final Optional<String> problem;

  /**
   * @param attributes the context attributes of binary mode by their names, without the {@code ce_}
   *     or {@code ce-} of the carrier; nothing in structured mode
   * @param contentType media type of the content
   * @param content the data in binary mode, the whole event in structured mode; not copied
   */
  public RawEvent(Map<String, String> attributes, Optional<String> contentType, byte[] content) {
    this(attributes, contentType, content, Optional.empty());
  }

  /**
   * @param problem what is wrong with the headers; empty where nothing is
   */
  RawEvent(
      Map<String, String> attributes,
      Optional<String> contentType,
      byte[] content,
      Optional<String> problem) {
    this.attributes = new TreeMap<>(attributes);
    this.contentType = contentType;
    this.content = content;
    this.problem = problem;
  }

  /** Whether the content is the whole event. */
  boolean structured() {
    return contentType
        .map(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("application/cloudevents"))
        .orElse(false);
  }

  Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  Optional<String> contentType() {
    return contentType;
  }

  byte[] content() {
    return content;
  }

  /** What is wrong with the headers; empty where nothing is. */
  Optional<String> problem() {
    return problem;
  }
}
