package dev.bckd.inference.process;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in messages. */
final class Bodies {
  private Bodies() {}

  /** What to load. */
  record Opening(Path file, Signature signature) {}

  /** Numbers, so many a row. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Rows(int width, float[] values) {}

  static byte[] opening(Opening opening) {
    return written(
        out -> {
          out.writeInt(Frame.VERSION);
          out.writeUTF(opening.file().toString());
          out.writeInt(opening.signature().inputs().size());
          for (TensorSpec spec : opening.signature().inputs()) {
            out.writeUTF(spec.name());
            out.writeUTF(spec.column());
            out.writeUTF(spec.type().name());
            out.writeInt(spec.shape().size());
            for (int size : spec.shape()) {
              out.writeInt(size);
            }
            out.writeLong(spec.pad());
          }
          out.writeInt(opening.signature().outputs().size());
          for (String output : opening.signature().outputs()) {
            out.writeUTF(output);
          }
        });
  }

  static Opening opening(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    if (in.readInt() != Frame.VERSION) {
      throw new IOException("the parent speaks another protocol");
    }
    Path file = Path.of(in.readUTF());
    List<TensorSpec> inputs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      String column = in.readUTF();
      ElementType type = ElementType.valueOf(in.readUTF());
      List<Integer> shape = new ArrayList<>();
      for (int sizes = in.readInt(); sizes > 0; sizes--) {
        shape.add(in.readInt());
      }
      inputs.add(new TensorSpec(name, column, type, shape, in.readLong()));
    }
    List<String> outputs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      outputs.add(in.readUTF());
    }
    return new Opening(file, new Signature(inputs, outputs));
  }

  /** The columns that a signature names, as far as they are there. */
  static byte[] table(Table rows, Signature signature) {
    return written(
        out -> {
          List<String> names =
              signature.inputs().stream().map(TensorSpec::name).filter(rows::has).toList();
          out.writeInt(rows.rows());
          out.writeInt(names.size());
          for (String name : names) {
            out.writeUTF(name);
            column(rows.column(name, Column.class), rows.rows(), out);
          }
        });
  }

  static Table table(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    int rows = in.getInt();
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      byte[] name = new byte[in.getShort()];
      in.get(name);
      boolean whole = in.get() == 1;
      int width = in.getInt();
      columns.put(
          new String(name, StandardCharsets.UTF_8),
          whole ? longs(in, rows, width) : floats(in, rows, width));
    }
    return new Table(rows, columns);
  }

  static byte[] numbers(Rows rows) {
    ByteBuffer out = ByteBuffer.allocate((rows.values().length + 1) * Float.BYTES);
    out.putInt(rows.width());
    out.asFloatBuffer().put(rows.values());
    return out.array();
  }

  static Rows numbers(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    int width = in.getInt();
    float[] values = new float[in.remaining() / Float.BYTES];
    in.asFloatBuffer().get(values);
    return new Rows(width, values);
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static void column(Column column, int rows, DataOutputStream out) throws IOException {
    if (column instanceof Column.Longs longs) {
      out.writeByte(1);
      out.writeInt(longs.width());
      ByteBuffer bytes = ByteBuffer.allocate(rows * longs.width() * Long.BYTES);
      bytes.asLongBuffer().put(longs.values(0, rows));
      out.write(bytes.array());
    } else if (column instanceof Column.Floats floats) {
      out.writeByte(0);
      out.writeInt(floats.width());
      ByteBuffer bytes = ByteBuffer.allocate(rows * floats.width() * Float.BYTES);
      bytes.asFloatBuffer().put(floats.values(0, rows));
      out.write(bytes.array());
    } else {
      throw new IllegalArgumentException("no model takes a " + column.getClass().getSimpleName());
    }
  }

  private static Column longs(ByteBuffer in, int rows, int width) {
    long[] values = new long[Math.multiplyExact(rows, width)];
    in.asLongBuffer().get(values);
    in.position(in.position() + values.length * Long.BYTES);
    return new Column.Longs(values, width);
  }

  private static Column floats(ByteBuffer in, int rows, int width) {
    float[] values = new float[Math.multiplyExact(rows, width)];
    in.asFloatBuffer().get(values);
    in.position(in.position() + values.length * Float.BYTES);
    return new Column.Floats(values, width);
  }

  /** Writes what fits into memory. */
  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
