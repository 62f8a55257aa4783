package dev.bckd.inference.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A value of a TorchScript file's object tree, as {@link Unpickler} reads it. */
sealed interface Pickled {

  /** The three values that are only themselves. */
  enum Constant implements Pickled {
    NONE,
    TRUE,
    FALSE
  }

  /** An integer. */
  record Whole(long value) implements Pickled {}

  /** A string. */
  record Text(String value) implements Pickled {}

  /**
   * A value that says nothing about parameters and whose content is not kept.
   *
   * @param what kind of value
   */
  record Opaque(String what) implements Pickled {}

  /**
   * The name of a class or function. Nothing is ever looked up by it.
   *
   * @param module dotted, such as {@code __torch__.torch.nn.modules.sparse}
   * @param name in the module, such as {@code Embedding}
   */
  record Name(String module, String name) implements Pickled {
    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /**
   * The bytes of one or more tensors.
   *
   * @param type of the elements
   * @param key the record is {@code data/} with this
   * @param elements how many
   */
  record Storage(StorageType type, String key, long elements) implements Pickled {}

  /** A list or tuple. Lists grow while the file is read. */
  final class Sequence implements Pickled {
    final List<Pickled> items;

    Sequence(List<Pickled> items) {
      this.items = new ArrayList<>(items);
    }

    /** The items of a value that must be one. */
    static List<Pickled> items(Pickled value) {
      if (value instanceof Sequence sequence) {
        return sequence.items;
      }
      throw new MalformedPickleException("expected a list or tuple");
    }
  }

  /** A dictionary in the file's order. It grows while the file is read. */
  final class Mapping implements Pickled {
    final List<Entry> entries = new ArrayList<>();

    /** One pair of the dictionary. */
    record Entry(Pickled key, Pickled value) {}
  }

  /** A tensor. Two that are tied in the model are one object here. */
  final class Tensor implements Pickled {
    final Storage storage;
    final long offset;
    final List<Long> shape;
    final List<Long> strides;
    final boolean requiresGrad;

    /**
     * @param offset of the first element in the storage, in elements
     * @param strides in elements, one for each dimension
     */
    Tensor(
        Storage storage, long offset, List<Long> shape, List<Long> strides, boolean requiresGrad) {
      this.storage = storage;
      this.offset = offset;
      this.shape = List.copyOf(shape);
      this.strides = List.copyOf(strides);
      this.requiresGrad = requiresGrad;
    }
  }

  /** An object of one of the file's own classes. */
  final class Instance implements Pickled {
    final Name type;
    Optional<Mapping> attributes = Optional.empty();

    Instance(Name type) {
      this.type = type;
    }
  }
}
