package dev.bckd.inference.djl;

import dev.bckd.inference.djl.Pickled.Constant;
import dev.bckd.inference.djl.Pickled.Instance;
import dev.bckd.inference.djl.Pickled.Mapping;
import dev.bckd.inference.djl.Pickled.Name;
import dev.bckd.inference.djl.Pickled.Opaque;
import dev.bckd.inference.djl.Pickled.Sequence;
import dev.bckd.inference.djl.Pickled.Storage;
import dev.bckd.inference.djl.Pickled.Tensor;
import dev.bckd.inference.djl.Pickled.Text;
import dev.bckd.inference.djl.Pickled.Whole;
import dev.bckd.model.BadInputException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the pickle that {@code torch.jit.save} writes, of PyTorch 1.13 to 2.x, and nothing else.
 *
 * <p>Nothing is executed: a name is only a name, and a call is only what is known of the few
 * functions that TorchScript's own reader knows. Memory and time grow with the bytes read.
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/serialization/pickler.cpp">
 *     pickler.cpp: what is written</a>
 */
final class Unpickler {
  /** No tensor of PyTorch has more. */
  private static final int MOST_DIMENSIONS = 64;

  private final String place;
  private final ByteBuffer in;
  private final List<Pickled> stack = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final Map<Integer, Pickled> memo = new HashMap<>();

  private Unpickler(byte[] bytes, String place) {
    this.place = place;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The value that a pickle builds.
   *
   * @param place what is read, for messages
   * @throws BadInputException if it is truncated or not what TorchScript writes, naming the place
   */
  static Pickled read(byte[] bytes, String place) {
    Unpickler unpickler = new Unpickler(bytes, place);
    try {
      return unpickler.run();
    } catch (BufferUnderflowException e) {
      throw unpickler.bad("it is truncated");
    }
  }

  private Pickled run() {
    while (true) {
      int opcode = unsignedByte();
      if (opcode == Opcode.STOP) {
        return pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case Opcode.PROTO -> protocol();
      case Opcode.MARK -> marks.push(stack.size());
      case Opcode.NONE -> push(Constant.NONE);
      case Opcode.NEWTRUE -> push(Constant.TRUE);
      case Opcode.NEWFALSE -> push(Constant.FALSE);
      case Opcode.BININT -> push(new Whole(in.getInt()));
      case Opcode.BININT1 -> push(new Whole(unsignedByte()));
      case Opcode.BININT2 -> push(new Whole(Short.toUnsignedInt(in.getShort())));
      case Opcode.LONG1 -> push(new Whole(longInteger()));
      case Opcode.BINFLOAT -> number();
      case Opcode.BINUNICODE -> push(new Text(text(in.getInt())));
      case Opcode.EMPTY_TUPLE, Opcode.EMPTY_LIST -> push(new Sequence(List.of()));
      case Opcode.TUPLE -> push(new Sequence(sinceMark()));
      case Opcode.TUPLE1 -> push(new Sequence(top(1)));
      case Opcode.TUPLE2 -> push(new Sequence(top(2)));
      case Opcode.TUPLE3 -> push(new Sequence(top(3)));
      case Opcode.APPEND -> append(top(1));
      case Opcode.APPENDS -> append(sinceMark());
      case Opcode.EMPTY_DICT -> push(new Mapping());
      case Opcode.SETITEM -> setItems(top(2));
      case Opcode.SETITEMS -> setItems(sinceMark());
      case Opcode.BINPUT -> memo.put(unsignedByte(), peek());
      case Opcode.LONG_BINPUT -> memo.put(in.getInt(), peek());
      case Opcode.BINGET -> push(remembered(unsignedByte()));
      case Opcode.LONG_BINGET -> push(remembered(in.getInt()));
      case Opcode.GLOBAL -> push(new Name(line(), line()));
      case Opcode.NEWOBJ -> newObject();
      case Opcode.BUILD -> build();
      case Opcode.REDUCE -> reduce();
      case Opcode.BINPERSID -> push(storage(items(pop())));
      default -> throw bad("opcode 0x%02x is none that torch.jit.save writes".formatted(opcode));
    }
  }

  private void protocol() {
    int version = unsignedByte();
    if (version != 2) {
      throw bad("expected pickle protocol 2, got " + version);
    }
  }

  private long longInteger() {
    int length = unsignedByte();
    if (length > Long.BYTES) {
      throw bad("an integer has " + length + " bytes, more than the 8 of an int");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= (long) unsignedByte() << (Byte.SIZE * i);
    }
    int unused = Long.SIZE - Byte.SIZE * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  private void number() {
    in.getDouble();
    push(new Opaque("a float"));
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw bad("it is truncated");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() {
    int begin = in.position();
    while (in.get() != '\n') {
      // up to the end of the line
    }
    int length = in.position() - begin - 1;
    return new String(in.array(), begin, length, StandardCharsets.UTF_8);
  }

  private void append(List<Pickled> items) {
    if (!(peek() instanceof Sequence sequence)) {
      throw bad("items without a list");
    }
    sequence.items.addAll(items);
  }

  private void setItems(List<Pickled> items) {
    if (items.size() % 2 != 0 || !(peek() instanceof Mapping mapping)) {
      throw bad("pairs without a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      mapping.entries.add(new Mapping.Entry(items.get(i), items.get(i + 1)));
    }
  }

  private void newObject() {
    List<Pickled> arguments = items(pop());
    if (!(pop() instanceof Name type) || !isOwn(type) || !arguments.isEmpty()) {
      throw bad("an object of a class that is not the file's own");
    }
    push(new Instance(type));
  }

  /** Attributes; a class with its own {@code __setstate__} may keep its state otherwise. */
  private void build() {
    Pickled state = pop();
    if (!(peek() instanceof Instance instance)) {
      throw bad("state without an object");
    }
    instance.attributes =
        state instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  private void reduce() {
    List<Pickled> arguments = items(pop());
    if (!(pop() instanceof Name function)) {
      throw bad("a call of what is no function");
    }
    push(result(function, arguments));
  }

  private Pickled result(Name function, List<Pickled> arguments) {
    if (isOwn(function)) {
      return new Opaque("an enum");
    }
    return switch (function.toString()) {
      case "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
      case "collections.OrderedDict" -> new Mapping();
      case "torch.jit._pickle.restore_type_tag",
          "torch.jit._pickle.build_intlist",
          "torch.jit._pickle.build_tensorlist",
          "torch.jit._pickle.build_doublelist",
          "torch.jit._pickle.build_boollist" ->
          argument(arguments, 0);
      case "torch._utils._rebuild_qtensor",
          "torch._utils._rebuild_sparse_tensor",
          "torch._utils._rebuild_meta_tensor_no_storage",
          "torch.device",
          "torch._C._get_generator_from_state",
          "builtins.complex" ->
          new Opaque(function.name());
      default -> throw bad("it calls " + function + ", which torch.jit.save does not write");
    };
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks)}. */
  private Pickled tensor(List<Pickled> arguments) {
    if (argument(arguments, 0) instanceof Opaque storage) {
      return storage;
    }
    if (!(argument(arguments, 0) instanceof Storage storage)) {
      throw bad("a tensor without a storage");
    }
    List<Long> shape = wholes(argument(arguments, 2));
    List<Long> strides = wholes(argument(arguments, 3));
    if (shape.size() != strides.size()) {
      throw bad("a tensor of " + shape.size() + " dimensions has " + strides.size() + " strides");
    }
    return new Tensor(
        storage,
        whole(argument(arguments, 1)),
        shape,
        strides,
        argument(arguments, 4) == Constant.TRUE);
  }

  /** {@code ("storage", type, key, device, elements)}; one of an unknown type is not kept. */
  private Pickled storage(List<Pickled> id) {
    if (id.size() != 5 || !(id.get(1) instanceof Name type) || !(id.get(2) instanceof Text key)) {
      throw bad("a persistent id that is no storage");
    }
    Optional<StorageType> known = StorageType.named(type.name());
    return known.isPresent()
        ? new Storage(known.get(), key.value(), whole(id.get(4)))
        : new Opaque("a tensor of " + type.name());
  }

  private static boolean isOwn(Name name) {
    return name.module().equals("__torch__") || name.module().startsWith("__torch__.");
  }

  private Pickled argument(List<Pickled> arguments, int index) {
    if (index >= arguments.size()) {
      throw bad("a call with " + arguments.size() + " arguments");
    }
    return arguments.get(index);
  }

  private List<Long> wholes(Pickled sequence) {
    List<Pickled> values = items(sequence);
    if (values.size() > MOST_DIMENSIONS) {
      throw bad("a tensor of " + values.size() + " dimensions");
    }
    return values.stream().map(this::whole).toList();
  }

  private long whole(Pickled value) {
    if (value instanceof Whole whole && whole.value() >= 0) {
      return whole.value();
    }
    throw bad("expected an integer of 0 or more");
  }

  private List<Pickled> items(Pickled value) {
    if (value instanceof Sequence sequence) {
      return sequence.items;
    }
    throw bad("expected a list or tuple");
  }

  private Pickled remembered(int number) {
    Pickled value = memo.get(number);
    if (value == null) {
      throw bad("it refers to value " + number + " before that is built");
    }
    return value;
  }

  private void push(Pickled value) {
    stack.add(value);
  }

  private Pickled peek() {
    requireStack(1);
    return stack.get(stack.size() - 1);
  }

  private Pickled pop() {
    requireStack(1);
    return stack.remove(stack.size() - 1);
  }

  private List<Pickled> top(int count) {
    requireStack(count);
    return cut(stack.size() - count);
  }

  private List<Pickled> sinceMark() {
    Integer mark = marks.poll();
    if (mark == null || mark > stack.size()) {
      throw bad("a list without its beginning");
    }
    return cut(mark);
  }

  private List<Pickled> cut(int from) {
    List<Pickled> tail = stack.subList(from, stack.size());
    List<Pickled> copy = List.copyOf(tail);
    tail.clear();
    return copy;
  }

  private void requireStack(int count) {
    if (stack.size() < count) {
      throw bad("an operation without its operands");
    }
  }

  private int unsignedByte() {
    return Byte.toUnsignedInt(in.get());
  }

  private BadInputException bad(String problem) {
    return new BadInputException(place, problem + " (byte " + in.position() + ")");
  }
}
