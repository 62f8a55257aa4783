package dev.bckd.model.cache;

import dev.bckd.model.Digest;
import dev.bckd.model.UnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files by their content: each in a folder named for its digest, under its own name there. Safe for
 * any number of threads and processes.
 *
 * <p>Files come in whole, by a move. When they are more than the bound, those go that were not used
 * for longest, but none that is in use: that a living process has asked for within a day.
 */
public final class ContentCache {
  private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{64}");
  private static final String COMING = "coming-";
  private static final long ABANDONED_SECONDS = 3600;

  private final Path folder;
  private final long bound;
  private final Clock clock;
  private final Map<Path, Stamp> checked = new ConcurrentHashMap<>();

  /** What a file looks like without reading it. */
  private record Stamp(long size, FileTime modified) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime());
    }
  }

  /**
   * @param folder made when it is first used
   * @param bound bytes to keep
   */
  public ContentCache(Path folder, long bound, Clock clock) {
    this.folder = folder.toAbsolutePath().normalize();
    this.bound = bound;
    this.clock = clock;
  }

  /** The folder, for what is kept beside the entries. */
  Path folder() {
    return folder;
  }

  /**
   * A file by its content, which is checked: disks err, and people edit. It is in use from now on.
   *
   * @param name the file's name; another file of the same content is given this name too
   */
  Optional<Path> find(Digest digest, String name) {
    try {
      if (!Files.isDirectory(entry(digest))) {
        return Optional.empty();
      }
      use(digest);
      Path file = entry(digest).resolve(name);
      if (!Files.isRegularFile(file)) {
        link(digest, file);
      }
      return isWhole(file, digest) ? Optional.of(file) : Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Takes a file in.
   *
   * @param file one of {@link #coming}; gone afterwards
   * @return where it is now; in use
   */
  Path keep(Path file, Digest digest, String name) {
    try {
      use(digest);
      Path place = Files.createDirectories(entry(digest)).resolve(name);
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      checked.put(place, Stamp.of(place));
      shrink();
      return place;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A new name for a file on its way in. */
  Path coming() {
    try {
      return Files.createDirectories(folder).resolve(COMING + UUID.randomUUID());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void use(Digest digest) throws IOException {
    Instant now = clock.instant();
    locks().use(digest, now);
    if (Files.isDirectory(entry(digest))) {
      Files.setLastModifiedTime(entry(digest), FileTime.from(now));
    }
  }

  private EntryLocks locks() throws IOException {
    return EntryLocks.of(Files.createDirectories(folder).resolve("in-use"));
  }

  private Path entry(Digest digest) {
    return folder.resolve(digest.sha256());
  }

  private void link(Digest digest, Path file) throws IOException {
    try (Stream<Path> others = Files.list(entry(digest))) {
      Optional<Path> other = others.filter(Files::isRegularFile).findFirst();
      if (other.isPresent()) {
        Files.createLink(file, other.get());
      }
    } catch (FileAlreadyExistsException e) {
      // Another thread or process was quicker.
      return;
    }
  }

  private boolean isWhole(Path file, Digest digest) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    Stamp now = Stamp.of(file);
    if (now.equals(checked.get(file))) {
      return true;
    }
    boolean whole = Digest.of(file).equals(digest);
    if (whole) {
      checked.put(file, now);
    }
    return whole;
  }

  private void shrink() throws IOException {
    EntryLocks locks = locks();
    locks.forget(clock.instant());
    List<Entry> entries = entries();
    long total = entries.stream().mapToLong(Entry::size).sum();
    for (Entry entry : entries) {
      if (total > bound && locks.ifUnused(entry.digest(), () -> Folders.delete(entry.folder()))) {
        total -= entry.size();
      }
    }
  }

  /** What is kept, the longest unused first; deletes what a process left half done. */
  private List<Entry> entries() throws IOException {
    Instant abandoned = clock.instant().minusSeconds(ABANDONED_SECONDS);
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> paths = all.toList();
      for (Path path : paths) {
        if (name(path).startsWith(COMING)
            && Folders.modified(path).map(abandoned::isAfter).orElse(false)) {
          Files.deleteIfExists(path);
        }
      }
      return paths.stream()
          .filter(path -> ENTRY.matcher(name(path)).matches())
          .map(path -> new Entry(path, Folders.largest(path), Folders.modified(path)))
          .sorted(Comparator.comparing(entry -> entry.used().orElse(Instant.MIN)))
          .toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private UnavailableException unusable(IOException e) {
    return new UnavailableException(folder + ": the cache cannot be used: " + e, e);
  }

  /** Files of one content. */
  private record Entry(Path folder, long size, Optional<Instant> used) {
    private Digest digest() {
      return new Digest(name(folder));
    }
  }
}
