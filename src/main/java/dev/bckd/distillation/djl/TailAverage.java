package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.List;

/**
 * The mean of a student's weights over the last part of a training, from a few dozen looks.
 *
 * @see <a href="https://arxiv.org/abs/1803.05407">Izmailov et al., UAI 2018 (stochastic weight
 *     averaging)</a>
 */
final class TailAverage {
  /**
   * About as many looks, since each costs a pass over all weights: of a longer tail at least as
   * many, and less than twice as many where it is no multiple of them.
   */
  private static final int LOOKS = 50;

  private final List<PtNDArray> weights;
  private final TensorLists lists;
  private final NDManager manager;
  private final long first;
  private final long every;
  private long looks;
  private DjlWeights mean;

  /**
   * @param weights as they are at each step
   * @param share of the training, at its end, in [0, 1)
   * @param steps of the whole training
   * @param manager owner of the mean
   */
  TailAverage(
      List<PtNDArray> weights, double share, long steps, TensorLists lists, NDManager manager) {
    this.weights = weights;
    this.lists = lists;
    this.manager = manager;
    long tail = Math.round(share * steps);
    this.first = steps - tail;
    this.every = Math.max(1, tail / LOOKS);
    this.mean = DjlWeights.copy(List.of(), manager);
  }

  /**
   * Looks at the weights, if it is time.
   *
   * @param done steps made so far
   */
  void after(long done) {
    if (done <= first || (done - first) % every != 0) {
      return;
    }
    looks++;
    if (looks == 1) {
      mean.close();
      mean = DjlWeights.copy(weights, manager);
    } else {
      lists.towards(mean.values(), weights, 1.0 / looks);
    }
  }

  /** How many looks the mean is of. */
  long looks() {
    return looks;
  }

  /** The mean so far; nothing before the first look. */
  List<PtNDArray> mean() {
    return mean.values();
  }

  /**
   * Goes on from an earlier mean.
   *
   * @param values in the order of the weights; empty where there were no looks
   */
  void restore(long earlierLooks, List<PtNDArray> values) {
    looks = earlierLooks;
    mean.close();
    mean = DjlWeights.copy(values, manager);
  }

  /** The mean so far; the weights as they are where there is none yet. */
  DjlWeights copy(NDManager owner) {
    return DjlWeights.copy(looks == 0 ? weights : mean.values(), owner);
  }
}
