package dev.bckd.bench;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Digest;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One distillation as a whole: rows read, models asked, student trained and saved. */
record UpgradeBench(UpgradeCase upgrade, PythonPeer python, InTurn inTurn, Path folder) {
  private static final int EPOCHS = 3;
  private static final double RATE = 0.001;

  /** Seconds here and in Python. */
  double[] seconds() {
    Distiller distiller =
        new Distiller(
            new DuckDbHistory(), new DjlScoringEngine(), new DjlTrainer(), Clock.systemUTC());
    DistillationTask task =
        new DistillationTask(
            policy(), upgrade.teacher(), upgrade.incoming(), folder.resolve("student.pt"));
    Timed other =
        python.open(
            "upgrade",
            "upgrade",
            Map.of(
                "files", upgrade.files().stream().map(Path::toString).toList(),
                "width", UpgradeCase.HISTORY,
                "teacher", upgrade.teacher().toString(),
                "incoming", upgrade.incoming().toString(),
                "student", folder.resolve("python.pt").toString(),
                "knows", upgrade.lastKnown(),
                "rate", RATE,
                "epochs", EPOCHS,
                "batch", 1024));
    Timed own = Timed.of(() -> distiller.distil(task, DistillationListener.SILENT));
    try {
      return inTurn.mediansOfOne(List.of(own, other));
    } finally {
      python.forget();
    }
  }

  private UpgradePolicy policy() {
    RecipeSpec recipe =
        RecipeSpec.of(
            List.of(
                new LossSpec("cross-entropy", 1, Map.of()),
                new LossSpec(
                    "kullback-leibler", 2, Map.of("temperature", 4.0, "alpha", 1.0, "beta", 5.0))),
            Optional.of(RATE),
            Optional.of(1024));
    DistillationPolicy distillation =
        new DistillationPolicy(
            When.ALWAYS, recipe, new Budget(Duration.ofMinutes(10), Optional.of(EPOCHS)), 1, "cpu");
    Signature signature =
        new Signature(
            List.of(
                new TensorSpec("hist", "hist", ElementType.INT64, List.of(UpgradeCase.HISTORY), 0),
                new TensorSpec("item", "item_id", ElementType.INT64, List.of(), 0),
                new TensorSpec("dense", "dense", ElementType.FLOAT32, List.of(4), 0)),
            List.of("logits", "embedding"));
    return new UpgradePolicy(
        "bench",
        "bench",
        TaskType.BINARY,
        signature,
        Optional.empty(),
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            new DataSet(List.of(upgrade.files().get(0).toString()), Optional.empty()),
            Optional.of(new DataSet(List.of(upgrade.files().get(1).toString()), Optional.empty())),
            Optional.empty(),
            Optional.of("item_id <= " + upgrade.lastKnown()),
            Optional.empty()),
        distillation,
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "bench");
  }
}
