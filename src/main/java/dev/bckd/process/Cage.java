package dev.bckd.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The first program of a child: gives rights up, and becomes the child. Rights are of a thread and
 * all that it starts, so they have to be given up before the child has threads; and this process'
 * own threads must keep theirs.
 */
final class Cage {
  static final int ARGUMENTS = 4;

  private static final String FIRST_TO_GO = "500";

  private Cage() {}

  /**
   * Drops the rights and becomes the command.
   *
   * @param arguments those of {@link Confinement#arguments}, then the command to become
   */
  public static void main(String... arguments) throws IOException {
    List<String> all = Arrays.asList(arguments);
    goBeforeTheService();
    Confinement.take(all.subList(0, ARGUMENTS));
    LinuxCalls.become(all.subList(ARGUMENTS, all.size()));
  }

  /** Where the machine runs out of memory, the kernel shall end this process, not its parent. */
  private static void goBeforeTheService() throws IOException {
    Files.writeString(Path.of("/proc/self/oom_score_adj"), FIRST_TO_GO);
  }
}
