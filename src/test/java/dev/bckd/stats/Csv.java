package dev.bckd.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code stats_oracle.py} has written for tests to read. */
final class Csv {
  private Csv() {}

  /** The rows of a file beside the tests, but for the header. */
  static List<String[]> rows(String name) {
    try (InputStream in = Csv.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
