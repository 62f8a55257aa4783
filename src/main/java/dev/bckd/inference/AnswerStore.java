package dev.bckd.inference;

import dev.bckd.history.Spill;
import dev.bckd.model.Digest;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Answers kept by their key: in memory as long as there is room, and in a folder, whose oldest
 * files go when it grows too large. Files are written whole or not at all; one that is damaged
 * counts as absent. Thread-safe, and safe to share between processes.
 */
final class AnswerStore {
  private static final System.Logger LOG = System.getLogger(AnswerStore.class.getName());

  private static final String ENDING = ".answers";

  private final Path folder;
  private final long mostBytes;
  private final Spill spill;
  private final Map<Digest, SoftReference<Scores>> memory = new ConcurrentHashMap<>();

  /**
   * @param folder made when the first answers are kept
   * @param mostBytes of all files
   * @param spill says which answers are too many for the heap; those stay in their file
   */
  AnswerStore(Path folder, long mostBytes, Spill spill) {
    this.folder = folder;
    this.mostBytes = mostBytes;
    this.spill = spill;
  }

  /** The answers of a key, if they are kept. */
  Optional<Scores> find(Digest key) {
    SoftReference<Scores> remembered = memory.get(key);
    Scores scores = remembered == null ? null : remembered.get();
    if (scores != null) {
      return Optional.of(scores);
    }
    Optional<Scores> read = new AnswerFile(file(key)).read(spill);
    read.ifPresent(found -> remember(key, found));
    return read;
  }

  /** Keeps answers. A folder that cannot be written costs the next asking, never this one. */
  void keep(Digest key, Scores scores) {
    remember(key, scores);
    if ((long) scores.rows() * scores.width() * Float.BYTES > mostBytes) {
      return;
    }
    try {
      new AnswerFile(file(key)).write(scores);
      forgetOldest();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "answers are not kept in {0}: {1}", folder, e);
    }
  }

  /** Answers in a file cost memory as soon as they are looked at, and no more than that. */
  private void remember(Digest key, Scores scores) {
    if (scores.onHeap()) {
      memory.put(key, new SoftReference<>(scores));
    }
  }

  private Path file(Digest key) {
    return folder.resolve(key.sha256() + ENDING);
  }

  private void forgetOldest() throws IOException {
    List<Kept> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.toString().endsWith(ENDING))
              .flatMap(file -> Kept.of(file).stream())
              .sorted(Comparator.comparing(Kept::used).reversed())
              .toList();
    }
    long sum = 0;
    for (Kept kept : files) {
      sum += kept.bytes();
      if (sum > mostBytes) {
        Files.deleteIfExists(kept.file());
      }
    }
  }

  /** A file as it is at one look: others may use or delete it while it is sorted. */
  private record Kept(Path file, long bytes, FileTime used) {
    static Optional<Kept> of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(new Kept(file, now.size(), now.lastModifiedTime()));
      } catch (IOException gone) {
        return Optional.empty();
      }
    }
  }
}
