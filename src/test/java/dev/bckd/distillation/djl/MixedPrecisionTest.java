package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.inference.djl.ArchivedModule;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.inference.djl.TorchScriptRecords;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the CPU, which has bfloat16 too. A number in bfloat16 has 8 bits: it is right to 0.4 %. */
class MixedPrecisionTest {
  private static final int ROWS = 64;
  private static final int INPUTS = 16;
  private static final int CLASSES = 4;

  private static final String ONE =
      """
        def forward(self, x: Tensor) -> Tensor:
          return torch.linear(torch.relu(torch.linear(x, self.w1)), self.w2)
      """;
  private static final String TWO =
      """
        def forward(self,
          x: Tensor) -> Tuple[Tensor, Tensor]:
          hidden = torch.relu(torch.linear(x, self.w1))
          return (torch.linear(hidden, self.w2), hidden)
      """;
  private static final String NONE =
      """
        def forward(self, x: Tensor) -> Tensor:
          return torch.slice(x, 1, 0, 4)
      """;

  @TempDir Path folder;

  /** As in training. */
  @BeforeEach
  void prepare() {
    TorchRuntime.prepareThread();
  }

  private Path model(String methods) {
    Path file = folder.resolve("model.pt");
    new TorchScriptArchive(
            "Small",
            methods,
            List.of(
                new Parameter("w1", List.of(8, INPUTS), random(8 * INPUTS, 1)),
                new Parameter("w2", List.of(CLASSES, 8), random(CLASSES * 8, 2))))
        .write(file);
    return file;
  }

  private static float[] random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() / 4;
    }
    return values;
  }

  /** Logits of one forward, and the weights after so many steps towards small logits. */
  private static List<float[]> trained(Path file, String methods, Precision precision, int steps) {
    Signature signature =
        new Signature(
            List.of(new TensorSpec("x", "x", ElementType.FLOAT32, List.of(INPUTS), 0)),
            methods.equals(TWO) ? List.of("logits", "hidden") : List.of("logits"));
    List<float[]> seen = new ArrayList<>();
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      Student student = new Student(file, signature, LargeTable.DEFAULT, precision, manager);
      Adam adam = new Adam(student.weights(), LargeTable.DEFAULT, manager);
      NDArray x = manager.create(random(ROWS * INPUTS, 3), new Shape(ROWS, INPUTS));
      for (int step = 0; step < steps; step++) {
        Gradients.recorded(
            () -> {
              NDArray logits = student.logits(new NDList(x));
              assertThat(logits.getDataType()).isEqualTo(DataType.FLOAT32);
              seen.add(logits.toFloatArray());
              return adam.step(logits.square().mean(), 0.01);
            });
      }
      for (PtNDArray state : adam.state()) {
        assertThat(state.getDataType()).isEqualTo(DataType.FLOAT32);
      }
      List<float[]> result = new ArrayList<>(List.of(seen.get(0)));
      student.weights().forEach(weight -> result.add(weight.toFloatArray()));
      return result;
    }
  }

  private static double distance(float[] one, float[] other) {
    double squares = 0;
    double size = 0;
    for (int i = 0; i < one.length; i++) {
      squares += Math.pow(one[i] - other[i], 2);
      size += Math.pow(other[i], 2);
    }
    return Math.sqrt(squares / size);
  }

  /** The first step of Adam is the sign of the gradient; further ones are its size as well. */
  @ParameterizedTest
  @ValueSource(strings = {ONE, TWO})
  void answersAndTrainsAlmostAsInFullPrecision(String methods) {
    Path file = model(methods);

    List<float[]> full = trained(file, methods, Precision.FULL, 30);
    List<float[]> mixed = trained(file, methods, Precision.MIXED, 30);

    assertThat(distance(mixed.get(0), full.get(0))).isBetween(1e-4, 1e-2);
    for (int weight = 1; weight < full.size(); weight++) {
      assertThat(distance(mixed.get(weight), full.get(weight))).isBetween(1e-6, 5e-2);
    }
  }

  @Test
  void leavesAModelAsItIsThatMultipliesNoMatrices() {
    try (TorchScriptRecords records = TorchScriptRecords.open(model(NONE))) {
      ArchivedModule module = ArchivedModule.of(records);

      assertThat(new MixedPrecision(module).sources(Map.of())).isEmpty();
    }
  }

  @Test
  void onlyAGpuComputesMixed() {
    assertThat(Precision.on(Device.cpu())).isEqualTo(Precision.FULL);
    assertThat(Precision.on(Device.gpu(0))).isEqualTo(Precision.MIXED);
  }
}
