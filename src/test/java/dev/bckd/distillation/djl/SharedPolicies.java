package dev.bckd.distillation.djl;

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
import dev.bckd.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The policies of the shared data sets, as their files have them. */
public final class SharedPolicies {
  private SharedPolicies() {}

  /** Films rated next: binary. */
  public static UpgradePolicy movieTweetings(DistillationPolicy distillation) {
    Signature signature =
        new Signature(
            List.of(
                new TensorSpec("hist", "hist", ElementType.INT64, List.of(20), 0),
                new TensorSpec("item", "item_id", ElementType.INT64, List.of(), 0),
                new TensorSpec("dense", "dense", ElementType.FLOAT32, List.of(4), 0)),
            List.of("logits", "embedding"));
    return policy(
        "movietweetings",
        TaskType.BINARY,
        signature,
        Optional.empty(),
        Optional.of("item_id <= 3337"),
        distillation);
  }

  /** Intents of bank customers: 50 classes, then 77. */
  public static UpgradePolicy banking(DistillationPolicy distillation) {
    Signature signature =
        new Signature(
            List.of(new TensorSpec("ids", "ids", ElementType.INT64, List.of(96), 0)),
            List.of("logits", "embedding"));
    return policy(
        "banking77",
        TaskType.MULTICLASS,
        signature,
        Optional.of(new ClassCounts(50, 77)),
        Optional.empty(),
        distillation);
  }

  private static UpgradePolicy policy(
      String name,
      TaskType task,
      Signature signature,
      Optional<ClassCounts> classes,
      Optional<String> teacherKnows,
      DistillationPolicy distillation) {
    Path data = SharedData.folder().resolve(name);
    return new UpgradePolicy(
        name,
        name,
        task,
        signature,
        classes,
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            new DataSet(List.of(data.resolve("historical.parquet").toString()), Optional.empty()),
            Optional.of(
                new DataSet(
                    List.of(data.resolve("train_new.parquet").toString()), Optional.empty())),
            Optional.empty(),
            teacherKnows,
            Optional.empty()),
        distillation,
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "policy.yaml");
  }
}
