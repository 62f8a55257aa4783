package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.inference.djl.TorchRuntime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedrawnWeightsTest {
  private static final int ITEMS = 5_000;

  @TempDir Path folder;

  private PtNDManager manager;
  private DjlWeights weights;

  @BeforeEach
  void loadAModel() {
    Path model = folder.resolve("model.pt");
    Recommenders.write(model, ITEMS, 1);
    manager = TorchRuntime.newManager(Device.cpu());
    Student student = new Student(model, Recommenders.SIGNATURE, LargeTable.DEFAULT, manager);
    weights = DjlWeights.copy(student.weights(), manager);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void haveTheMeanAndTheDeviationOfEachParameterAndNothingElseOfIt() {
    DjlWeights redrawn = weights.redrawn(5, manager);

    assertThat(redrawn.values()).hasSameSizeAs(weights.values());
    for (int i = 0; i < weights.values().size(); i++) {
      double[] before = numbers(weights.values().get(i));
      double[] after = numbers(redrawn.values().get(i));
      assertThat(redrawn.values().get(i).getName()).isEqualTo(weights.values().get(i).getName());
      assertThat(mean(after)).isCloseTo(mean(before), within(0.03));
      assertThat(deviation(after)).isCloseTo(deviation(before), within(0.03));
      assertThat(correlation(before, after)).isCloseTo(0, within(0.03));
    }
  }

  @Test
  void areTheSameForTheSameSeed() {
    List<float[]> first = all(weights.redrawn(5, manager));

    assertThat(all(weights.redrawn(5, manager))).usingRecursiveComparison().isEqualTo(first);
    assertThat(all(weights.redrawn(6, manager)).get(0)).isNotEqualTo(first.get(0));
  }

  private static List<float[]> all(DjlWeights some) {
    return some.values().stream().map(NDArray::toFloatArray).toList();
  }

  private static double[] numbers(NDArray tensor) {
    float[] values = tensor.toFloatArray();
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double deviation(double[] numbers) {
    double mean = mean(numbers);
    return Math.sqrt(
        Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  private static double correlation(double[] one, double[] other) {
    double mean = mean(one);
    double otherMean = mean(other);
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - mean) * (other[i] - otherMean);
    }
    return sum / one.length / deviation(one) / deviation(other);
  }
}
