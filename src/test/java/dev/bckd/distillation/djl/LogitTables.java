package dev.bckd.distillation.djl;

import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.Digest;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.ClassCounts;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Models that are nothing but a table of logits: row {@code i} of the history gets row {@code i}.
 */
final class LogitTables {
  static final Signature SIGNATURE =
      new Signature(
          List.of(new TensorSpec("row", "row", ElementType.INT64, List.of(), 0)),
          List.of("logits"));

  private LogitTables() {}

  static void write(Path file, float[][] logits) {
    int width = logits[0].length;
    float[] values = new float[logits.length * width];
    for (int row = 0; row < logits.length; row++) {
      System.arraycopy(logits[row], 0, values, row * width, width);
    }
    new TorchScriptArchive(
            "Table",
            """
              def forward(self, row: Tensor) -> Tensor:
                return torch.embedding(self.logits, row)
            """,
            List.of(new Parameter("logits", List.of(logits.length, width), values)))
        .write(file);
  }

  /** A policy over one JSON-lines file with the columns row, label, weight and known. */
  static UpgradePolicy policy(
      Path rows, TaskType task, Optional<ClassCounts> classes, DistillationPolicy distillation) {
    return new UpgradePolicy(
        "tables",
        "tables",
        task,
        SIGNATURE,
        classes,
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.of("weight"),
            Optional.empty(),
            new DataSet(List.of(rows.toString()), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.of("known"),
            Optional.empty()),
        distillation,
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "policy.yaml");
  }
}
