package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import dev.bckd.distillation.TrainingSession;
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

  NDList list() {
    return new NDList(values.toArray(PtNDArray[]::new));
  }

  @Override
  public void close() {
    manager.close();
  }
}
