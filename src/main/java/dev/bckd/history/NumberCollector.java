package dev.bckd.history;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Collects numbers one after the other: on the heap, and in a file once they are too many for it.
 * The file is deleted as soon as it is open, so that nothing is left of it even after a crash.
 *
 * @param <A> {@code long[]} or {@code float[]}
 */
public final class NumberCollector<A> {
  private static final int FIRST = 1 << 8;

  /** Numbers that are written at once. */
  private static final int CHUNK = 1 << 16;

  private final NumberType<A> type;
  private final Spill spill;
  private A buffer;
  private int capacity = FIRST;
  private int filled;
  private long written;
  private Optional<FileChannel> file = Optional.empty();

  NumberCollector(NumberType<A> type, Spill spill) {
    this.type = type;
    this.spill = spill;
    this.buffer = type.array(capacity);
  }

  NumberType<A> type() {
    return type;
  }

  /**
   * Takes the next numbers.
   *
   * @param values holds them, from index {@code at}
   * @throws BadInputException if they have to go to a file, and it cannot be written
   */
  public void add(A values, int at, int count) {
    int taken = 0;
    while (taken < count) {
      if (filled == capacity) {
        makeRoom();
      }
      int some = Math.min(count - taken, capacity - filled);
      System.arraycopy(values, at + taken, buffer, filled, some);
      filled += some;
      taken += some;
    }
  }

  private void makeRoom() {
    long bytes = (long) capacity * type.bytes();
    if (file.isPresent() || bytes >= spill.heapBytes()) {
      write();
      if (capacity > CHUNK) {
        capacity = CHUNK;
        buffer = type.array(capacity);
      }
      return;
    }
    A larger = type.array(Math.multiplyExact(capacity, 2));
    System.arraycopy(buffer, 0, larger, 0, filled);
    buffer = larger;
    capacity *= 2;
  }

  /** All numbers that were taken; this collector is not to be used any more. */
  public Numbers<A> finish() {
    if (file.isEmpty() && (long) filled * type.bytes() <= spill.heapBytes()) {
      A values = type.array(filled);
      System.arraycopy(buffer, 0, values, 0, filled);
      return new HeapNumbers<>(values, type);
    }
    write();
    try (FileChannel whole = file.orElseThrow()) {
      return FileNumbers.of(whole, 0, written, type, spill);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write() {
    try {
      FileChannel open = file.isPresent() ? file.get() : open();
      file = Optional.of(open);
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.min(filled, CHUNK) * type.bytes())
              .order(ByteOrder.LITTLE_ENDIAN);
      A chunk = type.array(Math.min(filled, CHUNK));
      for (int from = 0; from < filled; from += CHUNK) {
        int count = Math.min(CHUNK, filled - from);
        System.arraycopy(buffer, from, chunk, 0, count);
        bytes.clear();
        type.put(type.view(bytes), chunk, count);
        bytes.limit(count * type.bytes());
        while (bytes.hasRemaining()) {
          open.write(bytes);
        }
      }
      written += filled;
      filled = 0;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private FileChannel open() throws IOException {
    Files.createDirectories(spill.folder());
    Path name = Files.createTempFile(spill.folder(), "rows", ".numbers");
    return FileChannel.open(
        name,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private BadInputException unwritable(IOException e) {
    return new BadInputException(
        spill.folder().toString(), "rows that are too many for the heap cannot be kept here: " + e);
  }
}
