package dev.bckd.process;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The streams of this process, where it is a child, for messages from and to its parent.
 *
 * @param input from the parent; at its end the parent has gone
 * @param output to the parent
 */
public record ProtocolStreams(InputStream input, OutputStream output) {
  private static final int OUTPUT = 1;
  private static final int ERROR = 2;

  /**
   * Takes them. From then on whatever else is printed, by Java or by a native library, goes to
   * standard error and cannot come between messages.
   */
  public static ProtocolStreams take() {
    InputStream input = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    System.setOut(System.err);
    if (!LinuxCalls.known()) {
      return new ProtocolStreams(input, new FileOutputStream(FileDescriptor.out));
    }
    try {
      int own = LinuxCalls.duplicate(OUTPUT);
      OutputStream output = new FileOutputStream("/proc/self/fd/" + own);
      LinuxCalls.duplicate(ERROR, OUTPUT);
      return new ProtocolStreams(input, output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take the standard output", e);
    }
  }
}
