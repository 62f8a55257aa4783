package dev.bckd.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one child's temporary files.
 *
 * @param path where it is
 */
record OwnFolder(Path path) {
  /** Where the JVM writes what it knows of a crash; {@code %p} is the process. */
  static final String CRASH = "crash-%p.log";

  private static final String KEPT = "crash-";

  /** With the number of the process whose child it is for. */
  private static final Pattern NAME = Pattern.compile("child-(\\d+)-\\d+");

  /** Folders of children are in the work folder, or in one that is in it. */
  private static final int DEPTH = 2;

  /** Makes one for a child of this process. */
  static OwnFolder make(Path work) throws IOException {
    long parent = ProcessHandle.current().pid();
    return new OwnFolder(Files.createTempDirectory(work, "child-" + parent + "-"));
  }

  /** Those below a folder whose parent has ended, or is this process, which has no child yet. */
  static List<OwnFolder> left(Path work) throws IOException {
    if (!Files.isDirectory(work)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.walk(work, DEPTH)) {
      return folders.filter(OwnFolder::isLeft).map(OwnFolder::new).toList();
    }
  }

  private static boolean isLeft(Path folder) {
    Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
    if (!name.matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    long parent = Long.parseLong(name.group(1));
    return parent == ProcessHandle.current().pid()
        || ProcessHandle.of(parent).filter(ProcessHandle::isAlive).isEmpty();
  }

  /** Deletes it, but for what is known of a crash. */
  void delete() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
        delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  private static void delete(Path file) throws IOException {
    try {
      if (!String.valueOf(file.getFileName()).startsWith(KEPT)) {
        Files.deleteIfExists(file);
      }
    } catch (DirectoryNotEmptyException kept) {
      return;
    }
  }
}
