package dev.bckd.inference.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptArchiveTest {
  private static final int LOCAL_HEADER_SIGNATURE = 0x04034b50;

  @TempDir Path folder;

  @Test
  void equalArgumentsGiveEqualBytes() throws Exception {
    Path one = folder.resolve("one.pt");
    Path two = folder.resolve("two.pt");

    TinyModels.binary(0.5f).write(one);
    TinyModels.binary(0.5f).write(two);

    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(Files.size(one)).isPositive();
  }

  /** The figure is by hand here and, for the same file in Python, in archive_check.py. */
  @Test
  void theModelComputesWhatItsSourceSays() {
    Path file = folder.resolve("affine.pt");
    affine().write(file);
    affine().write(Path.of("target", "affine.pt"));
    Signature signature =
        new Signature(
            List.of(new TensorSpec("x", "x", ElementType.FLOAT32, List.of(2), 0)),
            List.of("logits"));
    Table rows = new Table(2, Map.of("x", new Column.Floats(new float[] {1, 2, -3, 0.5f}, 2)));

    try (ScoringModel model = new DjlScoringEngine().open(file, signature)) {
      // x · [[1, 2], [3, 4], [5, 6]]ᵀ + [0.5, 0, -0.5]
      assertThat(model.score(rows).values()).containsExactly(5.5f, 11f, 16.5f, -1.5f, -7f, -12.5f);
    }
  }

  @Test
  void parametersSurviveWritingReadingAndWritingByPyTorch() throws Exception {
    Path written = folder.resolve("written.pt");
    Path again = folder.resolve("again.pt");
    affine().write(written);

    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu());
        OutputStream out = Files.newOutputStream(again)) {
      JniUtils.writeModule(new TorchScriptFile(written).trainable(manager), out, false);
    }

    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      PtSymbolBlock module = new TorchScriptFile(again).trainable(manager);
      NDList parameters = JniUtils.moduleGetParams(module, manager);
      assertThat(parameters.stream().map(NDArray::getName)).containsExactly("w", "b");
      assertThat(parameters).allMatch(NDArray::hasGradient);
      assertThat(parameters.get(0).getShape()).isEqualTo(new Shape(3, 2));
      assertThat(parameters.get(0).toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void recordsBeginAtMultiplesOf64Bytes() throws Exception {
    Path file = folder.resolve("model.pt");
    TinyModels.binary(0).write(file);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    int records = 0;
    int at = 0;
    while (archive.getInt(at) == LOCAL_HEADER_SIGNATURE) {
      int begin = at + 30 + archive.getShort(at + 26) + archive.getShort(at + 28);
      assertThat(begin % 64).isZero();
      assertThat(archive.getShort(at + 8)).as("stored").isZero();
      at = begin + archive.getInt(at + 22);
      records++;
    }

    assertThat(records).isEqualTo(10);
  }

  /** {@code forward(x float32[B, 2]) -> x · wᵀ + b}, three logits. */
  private static TorchScriptArchive affine() {
    return new TorchScriptArchive(
        "Affine",
        """
          def forward(self, x: Tensor) -> Tensor:
            return torch.linear(x, self.w, self.b)
        """,
        List.of(
            new Parameter("w", List.of(3, 2), new float[] {1, 2, 3, 4, 5, 6}),
            new Parameter("b", List.of(3), new float[] {0.5f, 0, -0.5f})));
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatThrownBy(() -> new Parameter("w", List.of(2, 3), new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]");
  }
}
