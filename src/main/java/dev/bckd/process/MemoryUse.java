package dev.bckd.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The memory that is a process' own: what it has allocated and touched, wherever that is now. Pages
 * of files do not count: the system takes them back when it needs them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status</a>
 */
final class MemoryUse {
  private static final Set<String> OWN = Set.of("RssAnon", "RssShmem", "VmSwap");
  private static final long KIBIBYTE = 1024;

  private MemoryUse() {}

  /** In bytes; 0 where the process has ended, or the system does not tell. */
  static long of(long process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "status"))) {
      return sum(lines);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Lines are such as {@code RssAnon: 1234 kB}. */
  static long sum(Stream<String> lines) {
    return lines
        .map(line -> line.split(":?\\s+"))
        .filter(words -> words.length == 3 && OWN.contains(words[0]))
        .mapToLong(words -> Long.parseLong(words[1]) * KIBIBYTE)
        .sum();
  }
}
