package dev.bckd.distillation.djl;

import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchScriptArchive;
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
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Models that score an item by the items before it; an id beyond their table is an error. */
final class Recommenders {
  static final int BEFORE = 3;
  static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("hist", "hist", ElementType.INT64, List.of(BEFORE), 0),
              new TensorSpec("item", "item", ElementType.INT64, List.of(), 0)),
          List.of("logits"));
  private static final int DIMENSIONS = 4;

  private Recommenders() {}

  static void write(Path file, int items, long seed) {
    Random random = new Random(seed);
    new TorchScriptArchive(
            "Recommender",
            """
              def forward(self, hist: Tensor, item: Tensor) -> Tensor:
                user = torch.mean(torch.embedding(self.before, hist), [1])
                return torch.sum(torch.mul(user, torch.embedding(self.items, item)), [1], True)
            """,
            List.of(table("before", items, random), table("items", items, random)))
        .write(file);
  }

  private static Parameter table(String name, int items, Random random) {
    float[] values = new float[items * DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Parameter(name, List.of(items, DIMENSIONS), values);
  }

  /** The suite that says which input takes items; it is never read. */
  static RegressionSuite ranking() {
    return new RegressionSuite(
        "ranking",
        "",
        data(Path.of("suite.jsonl")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new RankingSpec("candidates", "item", "relevant", 10)),
        Optional.empty(),
        0.95,
        IntervalKind.SCORE,
        false,
        List.of(),
        List.of(),
        List.of(),
        "suite.yaml");
  }

  /** A policy over rows of the old tasks and of the new ones. */
  static UpgradePolicy policy(
      Path old,
      Optional<Path> fresh,
      Optional<String> teacherKnows,
      RecipeSpec recipe,
      List<RegressionSuite> suites) {
    Budget budget = new Budget(Duration.ofDays(30), Optional.empty());
    return new UpgradePolicy(
        "recommender",
        "recommender",
        TaskType.BINARY,
        SIGNATURE,
        Optional.empty(),
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            data(old),
            fresh.map(Recommenders::data),
            Optional.empty(),
            teacherKnows,
            Optional.empty()),
        new DistillationPolicy(When.ALWAYS, recipe, budget, 1, "cpu"),
        new GatesPolicy(suites, OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "policy.yaml");
  }

  private static DataSet data(Path file) {
    return new DataSet(List.of(file.toString()), Optional.empty());
  }
}
