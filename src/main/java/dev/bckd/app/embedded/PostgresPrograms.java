package dev.bckd.app.embedded;

import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs.
 *
 * <p>PostgreSQL refuses to run as root. There it is run in a user namespace of its own, in which it
 * has no rights beyond its files.
 *
 * @param folder of the programs
 * @param log where they, and the server, write
 */
record PostgresPrograms(Path folder, Path log) {
  private static final int LINES_SHOWN = 3;

  /**
   * Runs a program to its end.
   *
   * @throws UnavailableException if it does not end well; the message has the log's last lines
   */
  void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    try {
      if (isRoot()) {
        command.addAll(List.of("unshare", "-U"));
      }
      command.add(folder.resolve(program).toString());
      command.addAll(List.of(arguments));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // The server inherits them; its messages are read by people who look into the log.
      builder.environment().put("LC_ALL", "C");
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new UnavailableException(
            "the embedded database: " + program + " ended with " + status + ": " + lastLines());
      }
    } catch (IOException e) {
      throw new UnavailableException(
          "the embedded database cannot run " + String.join(" ", command.subList(0, 1)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while the embedded database worked", e);
    }
  }

  private boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }
}
