package dev.bckd.distillation.djl;

import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Models that place each row in a space and score the place with one linear layer. */
final class Towers {
  static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("row", "row", ElementType.INT64, List.of(), 0)),
          List.of("logits", "embedding"));

  private Towers() {}

  static void write(Path file, int rows, int classes, int dimensions, long seed) {
    Random random = new Random(seed);
    new TorchScriptArchive(
            "Tower",
            """
              def forward(self, row: Tensor) -> Tuple[Tensor, Tensor]:
                place = torch.embedding(self.places, row)
                return (torch.linear(place, self.head, self.bias), place)
            """,
            List.of(
                new Parameter(
                    "places", List.of(rows, dimensions), normal(rows * dimensions, random)),
                new Parameter(
                    "head", List.of(classes, dimensions), normal(classes * dimensions, random)),
                new Parameter("bias", List.of(classes), normal(classes, random))))
        .write(file);
  }

  private static float[] normal(int size, Random random) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A policy over one file, as {@link LogitTables#policy}, for models of this kind. */
  static UpgradePolicy policy(Path rows, DistillationPolicy distillation) {
    UpgradePolicy tables =
        LogitTables.policy(rows, TaskType.BINARY, Optional.empty(), distillation);
    return new UpgradePolicy(
        tables.name(),
        tables.model(),
        tables.task(),
        SIGNATURE,
        tables.classes(),
        tables.teacher(),
        tables.history(),
        tables.distillation(),
        tables.gates(),
        tables.rollout(),
        tables.digest(),
        tables.file());
  }
}
