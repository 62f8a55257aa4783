package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.RecordContent;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.inference.djl.TorchScriptRecords;
import dev.bckd.model.BadInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of which no student can be made. */
class UntrainableFileTest {
  @TempDir Path folder;

  @BeforeEach
  void prepare() {
    TorchRuntime.prepareThread();
  }

  @Test
  void refusesWeightsOfHalfPrecision() throws Exception {
    Path half =
        affine(tree -> tree.replace("FloatStorage", "HalfStorage"), new byte[2 * 3 * Short.BYTES]);

    assertRefused(half, "changed.pt", "parameter w is FLOAT16; expected FLOAT32 or FLOAT64");
  }

  @Test
  void refusesWeightsThatRepeatTheSameNumbers() throws Exception {
    String rows = "(J\3\0\0\0J\1\0\0\0t";
    String repeated = "(J\0\0\0\0J\1\0\0\0t";
    Path expanded = affine(tree -> tree.replace(rows, repeated), new byte[2 * 3 * Float.BYTES]);

    assertRefused(
        expanded, "changed.pt", "parameter w of shape [2, 3] is stored with strides [0, 1]");
  }

  /** A model of one weight {@code [2, 3]}, its object tree changed as Latin-1 text. */
  private Path affine(UnaryOperator<String> change, byte[] stored) throws Exception {
    Path plain = folder.resolve("plain.pt");
    Path changed = folder.resolve("changed.pt");
    new TorchScriptArchive(
            "Affine",
            """
              def forward(self, x: Tensor) -> Tensor:
                return torch.linear(x, self.w)
            """,
            List.of(new Parameter("w", List.of(2, 3), new float[6])))
        .write(plain);
    try (TorchScriptRecords records = TorchScriptRecords.open(plain)) {
      String tree = new String(records.bytes("data.pkl"), StandardCharsets.ISO_8859_1);
      byte[] other = change.apply(tree).getBytes(StandardCharsets.ISO_8859_1);
      records.copy(
          changed, Map.of("data.pkl", RecordContent.of(other), "data/0", RecordContent.of(stored)));
    }
    return changed;
  }

  private void assertRefused(Path incoming, String... problem) {
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      StudentArchive archive = new StudentArchive(incoming);
      PtSymbolBlock module = archive.trainable(StudentArchiveTest.ANY, manager);

      assertThatThrownBy(() -> StudentArchiveTest.weights(archive, module, manager))
          .isInstanceOf(BadInputException.class)
          .message()
          .contains(problem);
    }
  }

  @Test
  void aFileThatIsNoModelIsNamed() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pt"), "no zip");

    assertThatThrownBy(() -> new StudentArchive(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("text.pt");
  }
}
