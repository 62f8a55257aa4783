package dev.bckd.inference.djl;

import dev.bckd.inference.djl.Pickled.Constant;
import dev.bckd.inference.djl.Pickled.Mapping;
import dev.bckd.inference.djl.Pickled.Name;
import dev.bckd.inference.djl.Pickled.Opaque;
import dev.bckd.inference.djl.Pickled.Storage;
import dev.bckd.inference.djl.Pickled.Tensor;
import dev.bckd.inference.djl.Pickled.Text;
import dev.bckd.inference.djl.Pickled.Whole;
import java.util.List;
import java.util.Optional;

/** What the calls in a pickle build, of the few functions that TorchScript's own reader knows. */
final class TorchCalls {
  /** No tensor of PyTorch has more. */
  private static final int MOST_DIMENSIONS = 64;

  private TorchCalls() {}

  /** What a function gives. */
  static Pickled result(Name function, List<Pickled> arguments) {
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
      default ->
          throw new MalformedPickleException(
              "it calls " + function + ", which torch.jit.save does not write");
    };
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks)}. */
  private static Pickled tensor(List<Pickled> arguments) {
    if (argument(arguments, 0) instanceof Opaque storage) {
      return storage;
    }
    if (!(argument(arguments, 0) instanceof Storage storage)) {
      throw new MalformedPickleException("a tensor without a storage");
    }
    List<Long> shape = wholes(argument(arguments, 2));
    List<Long> strides = wholes(argument(arguments, 3));
    if (shape.size() != strides.size()) {
      throw new MalformedPickleException(
          "a tensor of " + shape.size() + " dimensions has " + strides.size() + " strides");
    }
    return new Tensor(
        storage,
        whole(argument(arguments, 1)),
        shape,
        strides,
        argument(arguments, 4) == Constant.TRUE);
  }

  /** {@code ("storage", type, key, device, elements)}; one of an unknown type is not kept. */
  static Pickled storage(List<Pickled> id) {
    if (id.size() != 5 || !(id.get(1) instanceof Name type) || !(id.get(2) instanceof Text key)) {
      throw new MalformedPickleException("a persistent id that is no storage");
    }
    Optional<StorageType> known = StorageType.named(type.name());
    return known.isPresent()
        ? new Storage(known.get(), key.value(), whole(id.get(4)))
        : new Opaque("a tensor of " + type.name());
  }

  /** Whether a class or function is the file's own. */
  static boolean isOwn(Name name) {
    return name.module().equals("__torch__") || name.module().startsWith("__torch__.");
  }

  private static Pickled argument(List<Pickled> arguments, int index) {
    if (index >= arguments.size()) {
      throw new MalformedPickleException("a call with " + arguments.size() + " arguments");
    }
    return arguments.get(index);
  }

  private static List<Long> wholes(Pickled sequence) {
    List<Pickled> values = Pickled.Sequence.items(sequence);
    if (values.size() > MOST_DIMENSIONS) {
      throw new MalformedPickleException("a tensor of " + values.size() + " dimensions");
    }
    return values.stream().map(TorchCalls::whole).toList();
  }

  private static long whole(Pickled value) {
    if (value instanceof Whole whole && whole.value() >= 0) {
      return whole.value();
    }
    throw new MalformedPickleException("expected an integer of 0 or more");
  }
}
