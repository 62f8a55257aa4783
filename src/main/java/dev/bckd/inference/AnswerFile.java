package dev.bckd.inference;

import dev.bckd.history.Numbers;
import dev.bckd.history.Spill;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Answers in a file: {@code rows, width, crc of the values}, then the values, little-endian.
 *
 * @param path of the file
 */
record AnswerFile(Path path) {
  private static final System.Logger LOG = System.getLogger(AnswerFile.class.getName());
  private static final int HEADER = 2 * Integer.BYTES + Long.BYTES;

  /** Numbers that are read or written at once. */
  private static final int CHUNK = 1 << 16;

  /**
   * The answers, if the file is there and whole.
   *
   * @param spill says which answers are too many for the heap; those stay in the file
   */
  Optional<Scores> read(Spill spill) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(header);
      if (header.flip().remaining() < HEADER) {
        return Optional.empty();
      }
      long rows = header.getInt();
      int width = header.getInt();
      long crc = header.getLong();
      long count = rows * width;
      if (width < 1 || rows < 0 || count * Float.BYTES != channel.size() - HEADER) {
        return Optional.empty();
      }
      Numbers<float[]> numbers = spill.floats(channel, HEADER, count);
      Scores scores = new Scores(numbers, width);
      if (crc(scores) != crc) {
        return Optional.empty();
      }
      touch();
      return Optional.of(
          count * Float.BYTES < spill.heapBytes() ? new Scores(numbers.all(), width) : scores);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "answers in {0} cannot be read: {1}", path, e);
      return Optional.empty();
    }
  }

  /** Writes them, whole or not at all. */
  void write(Scores scores) throws IOException {
    Path folder =
        Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file is in a folder");
    Files.createDirectories(folder);
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(scores.rows()).putInt(scores.width()).putLong(crc(scores)).flip();
    Path part = Files.createTempFile(folder, "answers", ".part");
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        write(channel, header);
        int rows = rowsAtOnce(scores);
        for (int from = 0; from < scores.rows(); from += rows) {
          write(channel, bytes(scores, from, rows));
        }
      }
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static long crc(Scores scores) {
    CRC32 crc = new CRC32();
    int rows = rowsAtOnce(scores);
    for (int from = 0; from < scores.rows(); from += rows) {
      crc.update(bytes(scores, from, rows));
    }
    return crc.getValue();
  }

  private static int rowsAtOnce(Scores scores) {
    return Math.max(1, CHUNK / scores.width());
  }

  private static ByteBuffer bytes(Scores scores, int from, int rows) {
    float[] values = scores.values(from, Math.min(scores.rows(), from + rows));
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  /** Says that a file was used. Where that cannot be written it only goes sooner. */
  private void touch() {
    try {
      Files.setLastModifiedTime(path, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be marked as used: {1}", path, e);
    }
  }
}
