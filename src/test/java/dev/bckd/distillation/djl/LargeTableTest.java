package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeTableTest {
  private static final int ROWS = 1_000_000;
  private static final int WIDTH = 16;
  private static final int BATCH = 1024;
  private static final LargeTable NONE = new LargeTable(Long.MAX_VALUE, Long.MAX_VALUE);

  @TempDir Path folder;

  @Test
  void aTableIsLargeByRowsAndElements() {
    assertThat(LargeTable.DEFAULT.is(List.of(1_000_000L, 16L))).isTrue();
    assertThat(LargeTable.DEFAULT.is(List.of(1_000_000L, 2L))).isFalse();
    assertThat(LargeTable.DEFAULT.is(List.of(10_000L, 1024L))).isFalse();
    assertThat(LargeTable.DEFAULT.is(List.of(1_000_000L, 4L, 4L))).isFalse();
  }

  /** PyTorch's own dense gradient says what is right. */
  @Test
  void aGradientThatIsGatheredByRowsMovesASmallTableToTheSameBits() {
    float[] weights = new float[3_000 * WIDTH];
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    Path incoming = folder.resolve("small.pt");
    new TorchScriptArchive(
            "Small",
            """
              def forward(self, i: Tensor) -> Tensor:
                looked = torch.embedding(self.w, i)
                return torch.sum(torch.tanh(torch.sum(torch.mul(looked, looked), [1])))
            """,
            List.of(new Parameter("w", List.of(3_000, WIDTH), weights)))
        .write(incoming);

    float[] gathered = trained(incoming, LargeTable.gathered(Device.cpu()));

    assertThat(gathered).isEqualTo(trained(incoming, NONE)).isNotEqualTo(weights);
  }

  @Test
  void aGpuSumsTheGradientsOfSmallTablesItself() {
    assertThat(LargeTable.gathered(Device.gpu())).isEqualTo(LargeTable.DEFAULT);
  }

  /** The table after three steps that look many rows up several times. */
  private static float[] trained(Path incoming, LargeTable gathered) {
    TorchRuntime.prepareThread();
    SplittableRandom random = new SplittableRandom(11);
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      PtSymbolBlock module =
          new StudentArchive(incoming).trainable(gathered, Precision.FULL, manager);
      PtNDArray weight = (PtNDArray) JniUtils.moduleGetParams(module, manager).get(0);
      Adam adam = new Adam(List.of(weight), LargeTable.DEFAULT, manager);
      for (int step = 0; step < 3; step++) {
        try (NDManager scope = manager.newSubManager()) {
          NDArray ids =
              scope.create(random.longs(20_000, 0, 3_000).toArray(), new Shape(1_000, 20));
          Gradients.recorded(
              () -> adam.step(IValueUtils.forward(module, new NDList(ids), true).get(0), 0.01));
        }
      }
      return weight.toFloatArray();
    }
  }

  /** Both in one run, each at its median, so that a busy machine slows both alike. */
  @Test
  void aStepOverAMillionRowsCostsNoPassOverTheTable() {
    Path incoming = folder.resolve("table.pt");
    new TorchScriptArchive(
            "Table",
            """
              def forward(self, i: Tensor) -> Tensor:
                return torch.sum(torch.mul(torch.embedding(self.w, i), 0.001))
            """,
            List.of(new Parameter("w", List.of(ROWS, WIDTH), new float[ROWS * WIDTH])))
        .write(incoming);

    long dense = step(incoming, NONE, 5);
    long rows = step(incoming, LargeTable.DEFAULT, 21);

    assertThat(rows).as("nanoseconds by row, and densely %d", dense).isLessThan(dense / 4);
  }

  /** Median time of forward, backward and optimiser, in nanoseconds. */
  private long step(Path incoming, LargeTable large, int steps) {
    TorchRuntime.prepareThread();
    SplittableRandom random = new SplittableRandom(3);
    long[] nanos = new long[steps];
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      StudentArchive archive = new StudentArchive(incoming);
      PtSymbolBlock module = archive.trainable(large, Precision.FULL, manager);
      PtNDArray weight = (PtNDArray) JniUtils.moduleGetParams(module, manager).get(0);
      Adam adam = new Adam(List.of(weight), large, manager);
      for (int step = 0; step < steps; step++) {
        long start = System.nanoTime();
        try (NDManager scope = manager.newSubManager()) {
          NDArray ids = scope.create(random.longs(BATCH, 0, ROWS).toArray());
          int moved =
              Gradients.recorded(
                  () -> adam.step(IValueUtils.forward(module, new NDList(ids), true).get(0), 0.01));
          assertThat(moved).isEqualTo(1);
        }
        nanos[step] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[steps / 2];
  }
}
