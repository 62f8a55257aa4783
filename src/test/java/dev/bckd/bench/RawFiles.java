package dev.bckd.bench;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arrays as files that NumPy reads. */
record RawFiles(Path folder) {
  /** The arguments of a model, in order. */
  List<Map<String, Object>> inputs(Signature signature, Table rows) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (TensorSpec spec : signature.inputs()) {
      List<Integer> shape = new ArrayList<>();
      shape.add(rows.rows());
      shape.addAll(spec.shape());
      files.add(
          rows.column(spec.name(), Column.class) instanceof Column.Floats floats
              ? floats(spec.name(), floats.values(), shape)
              : longs(spec.name(), rows.column(spec.name(), Column.Longs.class).values(), shape));
    }
    return files;
  }

  Map<String, Object> floats(String name, float[] values, List<Integer> shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return write(name, bytes, "float32", shape);
  }

  Map<String, Object> longs(String name, long[] values, List<Integer> shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return write(name, bytes, "int64", shape);
  }

  private Map<String, Object> write(
      String name, ByteBuffer bytes, String type, List<Integer> shape) {
    Path file = folder.resolve(name + ".raw");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("file", file.toString(), "type", type, "shape", shape);
  }
}
