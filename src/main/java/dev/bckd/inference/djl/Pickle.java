package dev.bckd.inference.djl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few constructs of Python's pickle protocol 2 that TorchScript stores its state in.
 *
 * <p>Nothing is memoised: every construct is written out where it stands, which any reader takes.
 */
final class Pickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Pickle() {
    out.write(Opcode.PROTO);
    out.write(2);
  }

  /** An empty tuple: a module without constants. */
  static byte[] emptyTuple() {
    Pickle pickle = new Pickle();
    pickle.out.write(Opcode.EMPTY_TUPLE);
    return pickle.end();
  }

  /**
   * A module object with its state: each parameter a view of the storage record of its position,
   * and the {@code training} flag, off.
   */
  static byte[] module(String className, List<Parameter> parameters) {
    Pickle pickle = new Pickle();
    pickle.global("__torch__", className);
    pickle.out.write(Opcode.EMPTY_TUPLE);
    pickle.out.write(Opcode.NEWOBJ);
    pickle.out.write(Opcode.EMPTY_DICT);
    pickle.out.write(Opcode.MARK);
    for (int i = 0; i < parameters.size(); i++) {
      pickle.text(parameters.get(i).name());
      pickle.tensor(parameters.get(i), i);
    }
    pickle.text("training");
    pickle.out.write(Opcode.NEWFALSE);
    pickle.out.write(Opcode.SETITEMS);
    pickle.out.write(Opcode.BUILD);
    return pickle.end();
  }

  /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)}. */
  private void tensor(Parameter parameter, int storage) {
    global("torch._utils", "_rebuild_tensor_v2");
    out.write(Opcode.MARK);
    storage(storage, parameter.values().length);
    integer(0);
    integers(parameter.shape());
    integers(rowMajorStrides(parameter.shape()));
    out.write(Opcode.NEWTRUE);
    global("collections", "OrderedDict");
    out.write(Opcode.EMPTY_TUPLE);
    out.write(Opcode.REDUCE);
    out.write(Opcode.TUPLE);
    out.write(Opcode.REDUCE);
  }

  /** The persistent id {@code ("storage", type, record, device, elements)}. */
  private void storage(int record, int elements) {
    out.write(Opcode.MARK);
    text("storage");
    global("torch", "FloatStorage");
    text(Integer.toString(record));
    text("cpu");
    integer(elements);
    out.write(Opcode.TUPLE);
    out.write(Opcode.BINPERSID);
  }

  private static List<Integer> rowMajorStrides(List<Integer> shape) {
    Integer[] strides = new Integer[shape.size()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.get(i);
    }
    return List.of(strides);
  }

  private void integers(List<Integer> values) {
    out.write(Opcode.MARK);
    values.forEach(this::integer);
    out.write(Opcode.TUPLE);
  }

  private void global(String module, String name) {
    out.write(Opcode.GLOBAL);
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.write(Opcode.BINUNICODE);
    littleEndian(bytes.length);
    out.writeBytes(bytes);
  }

  private void integer(int value) {
    out.write(Opcode.BININT);
    littleEndian(value);
  }

  private void littleEndian(int value) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }

  private byte[] end() {
    out.write(Opcode.STOP);
    return out.toByteArray();
  }
}
