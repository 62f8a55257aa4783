package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.bckd.distillation.djl.loss.Gather;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.inference.djl.TorchRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The diagonal of a model's Fisher information: the mean over rows of the squared gradient of the
 * log-likelihood of an answer that is drawn from the model itself. One row at a time, since the
 * square of a sum is not the sum of squares.
 *
 * @see <a href="https://arxiv.org/abs/1612.00796">Kirkpatrick et al., PNAS 2017</a>
 */
final class FisherDiagonal {
  private final Student model;
  private final List<PtNDArray> weights;
  private final ResidentRows resident;

  FisherDiagonal(Student model, List<PtNDArray> weights, ResidentRows resident) {
    this.model = model;
    this.weights = weights;
    this.resident = resident;
  }

  /**
   * The diagonal, in the order of the weights.
   *
   * @param rows to choose from
   * @param most so many of them are looked at, chosen and answered by the seed
   * @return one tensor a weight
   */
  List<NDArray> over(int[] rows, int most, long seed, PtNDManager manager) {
    SplittableRandom random = new SplittableRandom(seed);
    List<NDArray> sums = new ArrayList<>();
    weights.forEach(weight -> sums.add(manager.zeros(weight.getShape(), weight.getDataType())));
    int looked = Math.min(most, rows.length);
    int[] chosen = rows.clone();
    for (int i = 0; i < looked; i++) {
      int j = i + random.nextInt(chosen.length - i);
      int row = chosen[j];
      chosen[j] = chosen[i];
      add(row, random.nextDouble(), sums, manager);
    }
    sums.forEach(sum -> sum.divi(looked));
    return sums;
  }

  private void add(int row, double drawn, List<NDArray> sums, PtNDManager manager) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector graph = TorchRuntime.engine().newGradientCollector()) {
      NDArray index = scope.create(new long[] {row});
      NDList inputs = new NDList();
      for (NDArray input : resident.inputs()) {
        inputs.add(Gather.rows(input, index, resident.copies(), scope));
      }
      NDArray log = model.logits(inputs).logSoftmax(1);
      int answer = answer(log.stopGradient().exp().toFloatArray(), drawn);
      graph.backward(log.get(0).get(answer));
      for (int i = 0; i < sums.size(); i++) {
        addSquare(weights.get(i), sums.get(i), scope);
      }
    }
  }

  private static void addSquare(PtNDArray weight, NDArray sum, NDManager scope) {
    PtNDArray gradient = JniUtils.getGradient(weight);
    if (gradient != null) {
      gradient.attach(scope);
      NDArray dense = gradient.isSparse() ? gradient.toDense() : gradient;
      dense.attach(scope);
      sum.addi(dense.mul(dense));
      JniUtils.zeroGrad(weight);
    }
  }

  /** The class whose share of [0, 1) holds the number. */
  private static int answer(float[] probabilities, double drawn) {
    double below = 0;
    for (int k = 0; k < probabilities.length - 1; k++) {
      below += probabilities[k];
      if (drawn < below) {
        return k;
      }
    }
    return probabilities.length - 1;
  }
}
