package dev.bckd.history;

import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers in a file, little-endian, mapped into memory: the system reads what is asked for and lets
 * go of it when it needs the room. A file that has been deleted stays readable, and its disk taken,
 * until the garbage collector has found these numbers unused.
 */
final class FileNumbers<A> implements Numbers<A> {
  /** Bytes of one mapping: a Java buffer ends at 2 GiB. */
  private static final int SEGMENT = 1 << 30;

  private final List<Buffer> segments = new ArrayList<>();
  private final long size;
  private final int perSegment;
  private final NumberType<A> type;
  private final Spill spill;

  /**
   * @param start where the first one begins
   * @param size how many there are
   * @param segment bytes of one mapping, a multiple of a number's
   */
  FileNumbers(FileChannel file, long start, long size, NumberType<A> type, Spill spill, int segment)
      throws IOException {
    this.size = size;
    this.type = type;
    this.spill = spill;
    this.perSegment = segment / type.bytes();
    long bytes = size * type.bytes();
    for (long from = 0; from < bytes; from += segment) {
      segments.add(
          type.view(
              file.map(FileChannel.MapMode.READ_ONLY, start + from, Math.min(segment, bytes - from))
                  .order(ByteOrder.LITTLE_ENDIAN)));
    }
  }

  static <A> FileNumbers<A> of(
      FileChannel file, long start, long size, NumberType<A> type, Spill spill) throws IOException {
    return new FileNumbers<>(file, start, size, type, spill, SEGMENT);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void copy(long from, int count, A into, int at) {
    int done = 0;
    while (done < count) {
      Buffer segment = segments.get((int) ((from + done) / perSegment));
      int index = (int) ((from + done) % perSegment);
      int here = Math.min(count - done, perSegment - index);
      type.get(segment, index, into, at + done, here);
      done += here;
    }
  }

  @Override
  public A all() {
    int length = Math.toIntExact(size);
    A all = type.array(length);
    copy(0, length, all, 0);
    return all;
  }

  @Override
  public boolean onHeap() {
    return false;
  }

  @Override
  public NumberCollector<A> collector() {
    return new NumberCollector<>(type, spill);
  }
}
