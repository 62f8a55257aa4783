package dev.bckd.cli;

import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TinyModels;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.nio.file.Path;
import java.util.List;

/** Models with the inputs of {@link TinyModels#BINARY} and several classes. */
final class Classes {
  private Classes() {}

  static void write(Path file, int classes) {
    new TorchScriptArchive(
            "Classes",
            """
              def forward(self, hist: Tensor, item: Tensor, dense: Tensor) -> Tuple[Tensor, Tensor]:
                h = torch.embedding(self.items, item)
                return (h, h)
            """,
            List.of(
                new Parameter(
                    "items",
                    List.of(TinyModels.ITEMS, classes),
                    new float[TinyModels.ITEMS * classes])))
        .write(file);
  }
}
