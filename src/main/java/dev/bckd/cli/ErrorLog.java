package dev.bckd.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Where stack traces go: the user sees one line. */
final class ErrorLog {
  private ErrorLog() {}

  /** Appends a stack trace to the log file, and says where that is. */
  static String write(Throwable error) {
    Path home = Home.folder();
    Path file = home.resolve("log").resolve("bckd-cli.log").toAbsolutePath();
    try {
      Files.createDirectories(home.resolve("log"));
      try (PrintWriter writer =
          new PrintWriter(
              Files.newBufferedWriter(
                  file,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND))) {
        writer.println(Instant.now());
        error.printStackTrace(writer);
      }
      return file.toString();
    } catch (IOException e) {
      return "no file: " + file + " cannot be written";
    }
  }
}
