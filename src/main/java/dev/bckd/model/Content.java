package dev.bckd.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * What a file holds, to be read once.
 *
 * @param stream its bytes; closed with this
 * @param length how many the source promises
 */
public record Content(InputStream stream, OptionalLong length) implements Closeable {
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
