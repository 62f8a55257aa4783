package dev.bckd.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event that is none. */
public final class MalformedEvent {
  private final String kind;
  private final List<Map.Entry<String, byte[]>> headers;
  private final byte @Nullable [] value;

  MalformedEvent(String kind, List<Map.Entry<String, byte[]>> headers, byte @Nullable [] value) {
    this.kind = kind;
    this.headers = List.copyOf(headers);
    this.value = value;
  }

  /** What is wrong with it. */
  public String kind() {
    return kind;
  }

  /** Names, and their values in bytes. */
  public List<Map.Entry<String, byte[]>> headers() {
    return headers;
  }

  /** Nothing for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }
}
