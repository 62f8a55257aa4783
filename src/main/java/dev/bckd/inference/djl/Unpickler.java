package dev.bckd.inference.djl;

import dev.bckd.inference.djl.Pickled.Constant;
import dev.bckd.inference.djl.Pickled.Instance;
import dev.bckd.inference.djl.Pickled.Mapping;
import dev.bckd.inference.djl.Pickled.Name;
import dev.bckd.inference.djl.Pickled.Opaque;
import dev.bckd.inference.djl.Pickled.Sequence;
import dev.bckd.inference.djl.Pickled.Text;
import dev.bckd.inference.djl.Pickled.Whole;
import dev.bckd.model.BadInputException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
  private final String place;
  private final ByteBuffer in;
  private final PickleStack stack = new PickleStack();

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
    } catch (MalformedPickleException e) {
      throw unpickler.bad(String.valueOf(e.getMessage()));
    }
  }

  private Pickled run() {
    while (true) {
      int opcode = unsignedByte();
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) {
    switch (opcode) {
      case Opcode.PROTO -> protocol();
      case Opcode.MARK -> stack.mark();
      case Opcode.NONE -> stack.push(Constant.NONE);
      case Opcode.NEWTRUE -> stack.push(Constant.TRUE);
      case Opcode.NEWFALSE -> stack.push(Constant.FALSE);
      case Opcode.BININT -> stack.push(new Whole(in.getInt()));
      case Opcode.BININT1 -> stack.push(new Whole(unsignedByte()));
      case Opcode.BININT2 -> stack.push(new Whole(Short.toUnsignedInt(in.getShort())));
      case Opcode.LONG1 -> stack.push(new Whole(longInteger()));
      case Opcode.BINFLOAT -> number();
      case Opcode.BINUNICODE -> stack.push(new Text(text(in.getInt())));
      case Opcode.EMPTY_TUPLE, Opcode.EMPTY_LIST -> stack.push(new Sequence(List.of()));
      case Opcode.TUPLE -> stack.push(new Sequence(stack.sinceMark()));
      case Opcode.TUPLE1 -> stack.push(new Sequence(stack.top(1)));
      case Opcode.TUPLE2 -> stack.push(new Sequence(stack.top(2)));
      case Opcode.TUPLE3 -> stack.push(new Sequence(stack.top(3)));
      case Opcode.APPEND -> append(stack.top(1));
      case Opcode.APPENDS -> append(stack.sinceMark());
      case Opcode.EMPTY_DICT -> stack.push(new Mapping());
      case Opcode.SETITEM -> setItems(stack.top(2));
      case Opcode.SETITEMS -> setItems(stack.sinceMark());
      case Opcode.BINPUT -> stack.keep(unsignedByte());
      case Opcode.LONG_BINPUT -> stack.keep(in.getInt());
      case Opcode.BINGET -> stack.push(stack.remembered(unsignedByte()));
      case Opcode.LONG_BINGET -> stack.push(stack.remembered(in.getInt()));
      case Opcode.GLOBAL -> stack.push(new Name(line(), line()));
      case Opcode.NEWOBJ -> newObject();
      case Opcode.BUILD -> build();
      case Opcode.REDUCE -> reduce();
      case Opcode.BINPERSID -> stack.push(TorchCalls.storage(Sequence.items(stack.pop())));
      default ->
          throw new MalformedPickleException(
              "opcode 0x%02x is none that torch.jit.save writes".formatted(opcode));
    }
  }

  private void protocol() {
    int version = unsignedByte();
    if (version != 2) {
      throw new MalformedPickleException("expected pickle protocol 2, got " + version);
    }
  }

  private long longInteger() {
    int length = unsignedByte();
    if (length > Long.BYTES) {
      throw new MalformedPickleException(
          "an integer has " + length + " bytes, more than the 8 of an int");
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
    stack.push(new Opaque("a float"));
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new MalformedPickleException("it is truncated");
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
    if (!(stack.peek() instanceof Sequence sequence)) {
      throw new MalformedPickleException("items without a list");
    }
    sequence.items.addAll(items);
  }

  private void setItems(List<Pickled> items) {
    if (items.size() % 2 != 0 || !(stack.peek() instanceof Mapping mapping)) {
      throw new MalformedPickleException("pairs without a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      mapping.entries.add(new Mapping.Entry(items.get(i), items.get(i + 1)));
    }
  }

  private void newObject() {
    List<Pickled> arguments = Sequence.items(stack.pop());
    if (!(stack.pop() instanceof Name type) || !TorchCalls.isOwn(type) || !arguments.isEmpty()) {
      throw new MalformedPickleException("an object of a class that is not the file's own");
    }
    stack.push(new Instance(type));
  }

  /** Attributes; a class with its own {@code __setstate__} may keep its state otherwise. */
  private void build() {
    Pickled state = stack.pop();
    if (!(stack.peek() instanceof Instance instance)) {
      throw new MalformedPickleException("state without an object");
    }
    instance.attributes =
        state instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
  }

  private void reduce() {
    List<Pickled> arguments = Sequence.items(stack.pop());
    if (!(stack.pop() instanceof Name function)) {
      throw new MalformedPickleException("a call of what is no function");
    }
    stack.push(TorchCalls.result(function, arguments));
  }

  private int unsignedByte() {
    return Byte.toUnsignedInt(in.get());
  }

  private BadInputException bad(String problem) {
    return new BadInputException(place, problem + " (byte " + in.position() + ")");
  }
}
