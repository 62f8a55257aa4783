package dev.bckd.inference.djl;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor of a module as its file describes it.
 *
 * @param path attributes from the root of the module, such as {@code layers.0.weight}
 * @param role what the module's class says it is
 * @param identity equal for two paths if both lead to the same tensor
 * @param storage where its elements are
 * @param offset of its first element in the storage, in elements
 * @param shape dimensions; empty for a scalar
 * @param strides in elements, one for each dimension
 * @param requiresGrad whether it was trainable when the module was saved
 */
public record ArchivedTensor(
    String path,
    Role role,
    int identity,
    Storage storage,
    long offset,
    List<Long> shape,
    List<Long> strides,
    boolean requiresGrad) {
  /** What a tensor is to its module. */
  public enum Role {
    PARAMETER,
    BUFFER,
    /** Neither, but an attribute all the same. */
    ATTRIBUTE
  }

  /**
   * One record of elements, which several tensors may share.
   *
   * @param record its name in the file, such as {@code data/3}
   * @param type of the elements
   * @param elements how many
   */
  public record Storage(String record, StorageType type, long elements) {}

  public ArchivedTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /** How many elements. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** The dimensions in the order in which the elements lie: the one that moves fastest last. */
  public List<Integer> storageOrder() {
    return IntStream.range(0, shape.size())
        .boxed()
        .sorted(Comparator.comparing(strides::get).reversed())
        .toList();
  }

  /**
   * Whether its elements lie without gap or overlap from the offset on, in whatever order of the
   * dimensions.
   */
  public boolean isCompact() {
    long next = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      int dimension = storageOrder().get(i);
      if (shape.get(dimension) != 1) {
        if (strides.get(dimension) != next) {
          return false;
        }
        next *= shape.get(dimension);
      }
    }
    return true;
  }
}
