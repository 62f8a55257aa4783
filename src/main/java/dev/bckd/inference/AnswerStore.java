package dev.bckd.inference;

import dev.bckd.model.Digest;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Answers kept by their key: in memory as long as there is room, and in a folder, whose oldest
 * files go when it grows too large. Files are written whole or not at all; one that is damaged
 * counts as absent. Thread-safe, and safe to share between processes.
 */
final class AnswerStore {
  private static final System.Logger LOG = System.getLogger(AnswerStore.class.getName());

  private static final String ENDING = ".answers";

  /** {@code rows, width, crc of the values}, then the values: little-endian. */
  private static final int HEADER = 2 * Integer.BYTES + Long.BYTES;

  private final Path folder;
  private final long mostBytes;
  private final Map<Digest, SoftReference<Scores>> memory = new ConcurrentHashMap<>();

  /**
   * @param folder made when the first answers are kept
   * @param mostBytes of all files
   */
  AnswerStore(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** The answers of a key, if they are kept. */
  Optional<Scores> find(Digest key) {
    SoftReference<Scores> remembered = memory.get(key);
    Scores scores = remembered == null ? null : remembered.get();
    if (scores != null) {
      return Optional.of(scores);
    }
    Optional<Scores> read = read(file(key));
    read.ifPresent(found -> memory.put(key, new SoftReference<>(found)));
    return read;
  }

  /** Keeps answers. A folder that cannot be written costs the next asking, never this one. */
  void keep(Digest key, Scores scores) {
    memory.put(key, new SoftReference<>(scores));
    try {
      write(file(key), scores);
      forgetOldest();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "answers are not kept in {0}: {1}", folder, e);
    }
  }

  private Path file(Digest key) {
    return folder.resolve(key.sha256() + ENDING);
  }

  private static Optional<Scores> read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer content =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      if (content.remaining() < HEADER) {
        return Optional.empty();
      }
      long rows = content.getInt();
      int width = content.getInt();
      long crc = content.getLong();
      if (width < 1 || rows < 0 || rows * width * Float.BYTES != content.remaining()) {
        return Optional.empty();
      }
      if (crc(content) != crc) {
        return Optional.empty();
      }
      float[] values = new float[content.remaining() / Float.BYTES];
      content.asFloatBuffer().get(values);
      touch(file);
      return Optional.of(new Scores(values, width));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "answers in {0} cannot be read: {1}", file, e);
      return Optional.empty();
    }
  }

  /** Says that a file was used. Where that cannot be written it only goes sooner. */
  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be marked as used: {1}", file, e);
    }
  }

  private void write(Path file, Scores scores) throws IOException {
    Files.createDirectories(folder);
    ByteBuffer values =
        ByteBuffer.allocate(Math.multiplyExact(scores.values().length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    values.asFloatBuffer().put(scores.values());
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(scores.rows()).putInt(scores.width()).putLong(crc(values)).flip();
    Path part = Files.createTempFile(folder, "answers", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        for (ByteBuffer buffer : List.of(header, values)) {
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long crc(ByteBuffer values) {
    CRC32 crc = new CRC32();
    crc.update(values.duplicate());
    return crc.getValue();
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
