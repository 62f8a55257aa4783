package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.stats.SplitMix64;
import java.util.List;

/**
 * Copies of a student's parameters, in the order of {@link Student#weights}.
 *
 * @param values the tensors
 * @param manager their owner
 */
record DjlWeights(List<PtNDArray> values, NDManager manager) implements TrainingSession.Weights {
  DjlWeights {
    values = List.copyOf(values);
  }

  /** A copy of tensors as they are now. */
  static DjlWeights copy(List<PtNDArray> tensors, NDManager parent) {
    NDManager manager = parent.newSubManager();
    return new DjlWeights(
        tensors.stream().map(tensor -> duplicate(tensor, manager)).toList(), manager);
  }

  private static PtNDArray duplicate(PtNDArray tensor, NDManager manager) {
    PtNDArray copy = (PtNDArray) tensor.stopGradient().duplicate();
    copy.attach(manager);
    copy.setName(tensor.getName());
    return copy;
  }

  /** Others of the same shapes: normal numbers with the mean and the deviation of each tensor. */
  DjlWeights redrawn(long seed, NDManager parent) {
    NDManager manager = parent.newSubManager();
    manager.getEngine().setRandomSeed((int) SplitMix64.mix(seed));
    return new DjlWeights(
        values.stream().map(tensor -> redrawn(tensor, manager)).toList(), manager);
  }

  private static PtNDArray redrawn(PtNDArray tensor, NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray held = tensor.stopGradient();
      held.attach(scope);
      NDArray mean = held.mean();
      float deviation = held.sub(mean).square().mean().sqrt().toFloatArray()[0];
      PtNDArray drawn =
          (PtNDArray)
              scope.randomNormal(
                  mean.toFloatArray()[0], deviation, tensor.getShape(), DataType.FLOAT32);
      drawn.attach(manager);
      drawn.setName(tensor.getName());
      return drawn;
    }
  }

  NDList list() {
    return new NDList(values.toArray(PtNDArray[]::new));
  }

  @Override
  public void close() {
    manager.close();
  }
}
