package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.inference.djl.TorchScriptFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the steps by row against PyTorch's own optimisers. The figures are written by {@code
 * src/test/python/sparse_oracle.py}.
 */
class SparseAdamOracleTest {
  /** Float32 here, float64 there, over ten steps. */
  private static final double TOLERANCE = 5e-6;

  private static final double RATE = 0.05;

  @TempDir Path folder;

  @Test
  void movesALargeTableAsSparseAdamDoes() throws Exception {
    assertThat(train(new LargeTable(2, 2), "True")).isTrue();
    assertTable(figures().get("byRow"));
  }

  @Test
  void movesASmallTableAsAdamDoesEvenIfItsGradientComesAsRows() throws Exception {
    assertThat(train(LargeTable.DEFAULT, "True")).isTrue();
    assertTable(figures().get("dense"));
  }

  @Test
  void movesALargeTableAsAdamDoesIfItsGradientComesAsATable() throws Exception {
    assertThat(train(new LargeTable(2, 2), "False")).isFalse();
    assertTable(figures().get("dense"));
  }

  private float[] trained = {};

  /** Ten steps; whether gradients came as rows. */
  private boolean train(LargeTable large, String sparse) throws Exception {
    TorchRuntime.prepareThread();
    JsonNode figures = figures();
    Path file = folder.resolve("table.pt");
    JsonNode table = figures.get("table");
    new TorchScriptArchive(
            "Table",
            """
              def forward(self, i: Tensor, factors: Tensor) -> Tensor:
                e = torch.embedding(self.w, i, -1, False, %s)
                return torch.sum(torch.mul(e, factors))
            """
                .formatted(sparse),
            List.of(new Parameter("w", List.of(table.size(), 3), floats(table))))
        .write(file);
    boolean rows = false;
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      PtSymbolBlock module = new TorchScriptFile(file).trainable(manager);
      PtNDArray weight = (PtNDArray) JniUtils.moduleGetParams(module, manager).get(0);
      Adam adam = new Adam(List.of(weight), large, manager);
      int steps = figures.get("ids").size();
      for (int step = 0; step < steps; step++) {
        try (NDManager scope = manager.newSubManager()) {
          long[] ids = longs(figures.get("ids").get(step));
          NDArray factors =
              scope.create(floats(figures.get("factors").get(step)), new Shape(ids.length, 3));
          NDList arguments = new NDList(scope.create(ids), factors);
          try (GradientCollector graph = TorchRuntime.engine().newGradientCollector()) {
            graph.backward(IValueUtils.forward(module, arguments, true).get(0));
          }
          try (PtNDArray gradient = JniUtils.getGradient(weight)) {
            rows = gradient.isSparse();
          }
          double rate = RATE * (1 - (double) step / steps);
          int moved =
              Gradients.recorded(
                  () -> adam.step(IValueUtils.forward(module, arguments, true).get(0), rate));
          assertThat(moved).isEqualTo(1);
        }
      }
      trained = weight.toFloatArray();
    }
    return rows;
  }

  private void assertTable(JsonNode expected) {
    for (int row = 0; row < expected.size(); row++) {
      for (int c = 0; c < 3; c++) {
        assertThat((double) trained[row * 3 + c])
            .isCloseTo(expected.get(row).get(c).asDouble(), within(TOLERANCE));
      }
    }
  }

  private static float[] floats(JsonNode table) {
    float[] values = new float[table.size() * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) table.get(i / 3).get(i % 3).asDouble();
    }
    return values;
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  private static JsonNode figures() throws Exception {
    try (InputStream in = SparseAdamOracleTest.class.getResourceAsStream("sparse-oracle.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
