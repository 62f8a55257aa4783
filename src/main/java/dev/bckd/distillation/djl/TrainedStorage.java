package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.ArchivedTensor;
import dev.bckd.inference.djl.RecordContent;
import dev.bckd.inference.djl.TorchScriptRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A storage of the incoming model with the trained numbers in the place of the incoming ones;
 * elements of no trained weight stay. It is written in chunks, since a table can be larger than the
 * memory that Java may use.
 */
final class TrainedStorage implements RecordContent {
  /** 4 MiB of float32. */
  private static final long CHUNK = 1 << 20;

  private final TorchScriptRecords records;
  private final String record;
  private final List<Part> parts = new ArrayList<>();

  /** A weight where it lies; two may overlap, and then hold the same numbers there. */
  private record Part(ArchivedTensor tensor, PtNDArray weight) {
    long begin() {
      return tensor.offset();
    }

    long end() {
      return tensor.offset() + tensor.elements();
    }
  }

  TrainedStorage(TorchScriptRecords records, String record) {
    this.records = records;
    this.record = record;
  }

  /**
   * @param tensor where the weight lies in this storage, without gaps
   * @param weight the trained numbers
   */
  void add(ArchivedTensor tensor, PtNDArray weight) {
    parts.add(new Part(tensor, weight));
    parts.sort(Comparator.comparingLong(Part::begin));
  }

  @Override
  public long size() {
    return records.size(record);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    int width = parts.get(0).tensor().storage().type().bytes();
    long at = 0;
    try (InputStream incoming = records.stream(record)) {
      for (Part part : parts) {
        if (part.end() > at) {
          copy(incoming, out, width * Math.max(0, part.begin() - at));
          long from = Math.max(at, part.begin());
          write(part, from - part.begin(), out);
          incoming.skipNBytes(width * (part.end() - from));
          at = part.end();
        }
      }
      incoming.transferTo(out);
    }
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      byte[] chunk = in.readNBytes((int) Math.min(left, CHUNK));
      if (chunk.length == 0) {
        throw new IOException("a storage ends " + left + " bytes too early");
      }
      out.write(chunk);
      left -= chunk.length;
    }
  }

  /** The elements of a weight as they lie, from one of them on. */
  private static void write(Part part, long from, OutputStream out) {
    long elements = part.tensor().elements();
    try (NDManager scope = part.weight().getManager().newSubManager()) {
      PtNDArray flat = flat(part, scope);
      for (long chunk = from; chunk < elements; chunk += CHUNK) {
        write(flat, chunk, Math.min(elements, chunk + CHUNK), out);
      }
    }
  }

  /** A view of the weight in which elements follow each other as in the storage. */
  private static PtNDArray flat(Part part, NDManager scope) {
    long[] order = part.tensor().storageOrder().stream().mapToLong(Integer::longValue).toArray();
    PtNDArray detached = JniUtils.detachGradient(part.weight());
    detached.attach(scope);
    PtNDArray ordered = order.length == 0 ? detached : JniUtils.permute(detached, order);
    ordered.attach(scope);
    PtNDArray flat = ordered.reshape(new Shape(part.tensor().elements()));
    flat.attach(scope);
    return flat;
  }

  private static void write(PtNDArray flat, long from, long to, OutputStream out) {
    try (PtNDArray chunk = JniUtils.slice(flat, 0, from, to, 1)) {
      ByteBuffer bytes = chunk.toByteBuffer(false);
      WritableByteChannel channel = Channels.newChannel(out);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
