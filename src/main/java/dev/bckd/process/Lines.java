package dev.bckd.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a stream that nobody can be trusted to end: what is too long of one is left out. */
public final class Lines {
  private final InputStream in;
  private final int longest;

  /**
   * @param longest bytes of a line that are kept
   */
  public Lines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in);
    this.longest = longest;
  }

  /** The next line; empty at the end. */
  public Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (line.size() < longest) {
        line.write(next);
      }
      next = in.read();
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }
}
