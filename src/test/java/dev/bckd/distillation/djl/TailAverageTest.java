package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.inference.djl.TorchRuntime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that are the number of steps made and its double, so that means are of numbers. */
class TailAverageTest {
  private PtNDManager manager;
  private PtNDArray weights;

  @BeforeEach
  void open() {
    manager = TorchRuntime.newManager(Device.cpu());
    weights = (PtNDArray) manager.create(new float[] {0, 0});
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private TailAverage average(double share, long steps) {
    return new TailAverage(List.of(weights), share, steps, new TensorLists(manager), manager);
  }

  private void train(TailAverage average, long from, long to) {
    for (long done = from + 1; done <= to; done++) {
      try (NDArray now = manager.create(new float[] {(float) done, 2f * done})) {
        weights.subi(weights).addi(now);
      }
      average.after(done);
    }
  }

  private float[] mean(TailAverage average) {
    try (DjlWeights copy = average.copy(manager)) {
      return copy.values().get(0).toFloatArray();
    }
  }

  /** Looks at steps first + every, first + 2·every, … have the mean of the first and the last. */
  @ParameterizedTest(name = "last {0} of {1} steps: {2} looks, mean {3}")
  @CsvSource({
    "0.4, 10, 4, 8.5",
    "0.5, 1000, 50, 755",
    "0.1, 10, 1, 10",
    "0.25, 240, 60, 210.5",
    "0.5, 400, 50, 302",
    "0.99, 100, 99, 51",
  })
  void isTheMeanOfTheWeightsSeenInTheTail(double share, long steps, long looks, double expected) {
    TailAverage average = average(share, steps);

    train(average, 0, steps);

    assertThat(average.looks()).isEqualTo(looks);
    assertThat(mean(average)[0]).isCloseTo((float) expected, within(1e-3f));
    assertThat(mean(average)[1]).isCloseTo((float) (2 * expected), within(2e-3f));
    assertThat(weights.toFloatArray()).containsExactly((float) steps, 2f * steps);
  }

  @ParameterizedTest(name = "last {0} of 10 steps, {1} made")
  @CsvSource({"0, 10", "0.4, 6", "0.04, 10"})
  void beforeTheTailItIsTheWeightsAsTheyAre(double share, long made) {
    TailAverage average = average(share, 10);

    train(average, 0, made);

    assertThat(average.looks()).isZero();
    assertThat(average.mean()).isEmpty();
    assertThat(mean(average)).containsExactly((float) made, 2f * made);
  }

  @Test
  void goesOnFromAnEarlierMean() {
    TailAverage first = average(0.4, 10);
    train(first, 0, 8);
    TailAverage second = average(0.4, 10);

    second.restore(first.looks(), first.mean());
    train(second, 8, 10);

    assertThat(second.looks()).isEqualTo(4);
    assertThat(mean(second)[0]).isCloseTo(8.5f, within(1e-4f));
    assertThat(mean(first)[0]).isCloseTo(7.5f, within(1e-4f));
  }

  @Test
  void goesOnFromBeforeTheTail() {
    TailAverage average = average(0.4, 10);

    average.restore(0, List.of());
    train(average, 0, 10);

    assertThat(mean(average)[0]).isCloseTo(8.5f, within(1e-4f));
  }
}
