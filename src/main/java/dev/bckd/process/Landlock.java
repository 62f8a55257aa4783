package dev.bckd.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Leaves this thread, and all that it starts, the right to read every file and to write in a few
 * folders. Needs no privilege.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/landlock.html">Landlock</a>
 */
final class Landlock {
  private static final long CREATE_RULESET = 444;
  private static final long ADD_RULE = 445;
  private static final long RESTRICT_SELF = 446;
  private static final long OPEN_AT = LinuxArchitecture.HERE.openAt();
  private static final long VERSION = 1;
  private static final int BENEATH = 1;
  private static final int HERE = -100;
  private static final int PATH_ONLY = 0x200000 | 0x80000;

  private static final long EXECUTE = 1;
  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_FOLDER = 1 << 3;
  private static final long READ = EXECUTE | READ_FILE | READ_FOLDER;

  /** Of the first version: all up to making a symbolic link. */
  private static final long FIRST = (1 << 13) - 1;

  /** To link into, or rename into, another folder. */
  private static final long REFER = 1 << 13;

  private static final long TRUNCATE = 1 << 14;

  /** To connect to an abstract socket, and to signal a process, that are outside. */
  private static final long SCOPES = 3;

  private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom");

  private Landlock() {}

  /** The version that the kernel has; 0 where it has none. */
  static int version() {
    try {
      return (int) LinuxCalls.call(CREATE_RULESET, 0L, 0L, VERSION);
    } catch (LastErrorException e) {
      return 0;
    }
  }

  /**
   * Takes the rights away, for ever.
   *
   * @param writable folders and files that are there
   * @param gpus whose device files are writable, too
   */
  static void restrict(List<Path> writable, Gpus gpus) throws IOException {
    int version = version();
    long files = FIRST | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0);
    long ruleset = ruleset(files, version);
    allow(ruleset, Path.of("/"), READ);
    for (Path path : writable) {
      allow(ruleset, path, files & rights(path));
    }
    try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
      for (Path device : devices.filter(device -> usable(device, gpus)).toList()) {
        allow(ruleset, device, files & rights(device));
      }
    }
    LinuxCalls.call(RESTRICT_SELF, ruleset, 0L);
  }

  /** A ruleset's attributes: rights to files, to the network, scopes; as long as is known. */
  private static long ruleset(long files, int version) {
    Memory attributes = new Memory(24);
    attributes.clear();
    attributes.setLong(0, files);
    attributes.setLong(16, version >= 6 ? SCOPES : 0);
    return LinuxCalls.call(CREATE_RULESET, attributes, version >= 6 ? 24L : 8L, 0L);
  }

  private static void allow(long ruleset, Path path, long rights) {
    long opened = LinuxCalls.call(OPEN_AT, (long) HERE, path.toString(), (long) PATH_ONLY, 0L);
    Memory rule = new Memory(12);
    rule.setLong(0, rights);
    rule.setInt(8, (int) opened);
    LinuxCalls.call(ADD_RULE, ruleset, (long) BENEATH, rule, 0L);
  }

  /** A file has fewer rights than a folder. */
  private static long rights(Path path) {
    return Files.isDirectory(path) ? ~0L : EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE;
  }

  /** The few that hold nothing, and graphics processors where those are for it. */
  private static boolean usable(Path device, Gpus gpus) {
    String name = String.valueOf(device.getFileName());
    return DEVICES.contains(name) || (gpus != Gpus.NONE && name.startsWith("nvidia"));
  }
}
