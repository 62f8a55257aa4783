package dev.bckd.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Where numbers go that are too many for the heap: a column of the rows, a model's answers to them.
 *
 * @param folder made when it is needed; should be on a disk
 * @param heapBytes of one column that stay on the heap
 */
public record Spill(Path folder, long heapBytes) {
  /** A column stays on the heap up to this part of it: rows have several, and some are copied. */
  private static final int SHARE = 32;

  /** To the folder for temporary files. */
  public static final Spill TEMPORARY =
      new Spill(Path.of(System.getProperty("java.io.tmpdir")), share());

  /** Numbers made of such that are on the heap stay there. */
  static final Spill NEVER = new Spill(TEMPORARY.folder(), Long.MAX_VALUE);

  private static long share() {
    return Runtime.getRuntime().maxMemory() / SHARE;
  }

  /**
   * To the cache of a home folder.
   *
   * @param home {@code BCKD_HOME}
   */
  public static Spill in(Path home) {
    return new Spill(home.resolve("cache").resolve("rows"), share());
  }

  /** An empty collector. */
  public NumberCollector<long[]> longs() {
    return new NumberCollector<>(NumberType.LONGS, this);
  }

  /** An empty collector. */
  public NumberCollector<float[]> floats() {
    return new NumberCollector<>(NumberType.FLOATS, this);
  }

  /**
   * What a file holds, little-endian; it stays in the file.
   *
   * @param start where the first number begins
   * @param count how many there are
   */
  public Numbers<float[]> floats(FileChannel file, long start, long count) throws IOException {
    return FileNumbers.of(file, start, count, NumberType.FLOATS, this);
  }
}
