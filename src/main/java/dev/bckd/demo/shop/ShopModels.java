package dev.bckd.demo.shop;

import dev.bckd.distillation.DistillationListener;
import dev.bckd.distillation.DistillationTask;
import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.recipe.CrossEntropy;
import dev.bckd.model.Digest;
import dev.bckd.model.TaskType;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the shop's rankers: from fresh weights, with bckd's own training loop and cross-entropy
 * alone.
 */
final class ShopModels {
  private static final int EPOCHS = 6;
  private static final double LEARNING_RATE = 3e-3;
  private static final int BATCH = 256;

  /**
   * One in ten of the winter's rows that were kept: the "little old" an incoming model has seen.
   */
  private static final String A_LITTLE = "event_id % 10 = 0";

  private final ShopPlan plan;
  private final Path data;
  private final Distiller distiller;

  /**
   * @param data the folder of the shop's Parquet files
   */
  ShopModels(ShopPlan plan, Path data, Distiller distiller) {
    this.plan = plan;
    this.data = data;
    this.distiller = distiller;
  }

  /** The deployed version: it has seen the whole winter and nothing else. */
  void teacher(Path file) throws IOException {
    ShopRanker shape = new ShopRanker(plan.winterItems(), 16, 48, 24);
    train(file, shape, rows("train_old.parquet", Optional.empty()), Optional.empty(), plan.seed());
  }

  /**
   * A version of another team: larger, other luck, trained on the spring and a little of the
   * winter.
   *
   * @param seed of its weights and of the order of its rows
   */
  void incoming(Path file, long seed) throws IOException {
    ShopRanker shape = new ShopRanker(plan.items(), 24, 64, 32);
    DataSet spring = rows("train_new.parquet", Optional.empty());
    DataSet winter = rows("historical.parquet", Optional.of(A_LITTLE));
    train(file, shape, spring, Optional.of(winter), seed);
  }

  private DataSet rows(String name, Optional<String> where) {
    return new DataSet(List.of(data.resolve(name).toAbsolutePath().toString()), where);
  }

  private void train(Path file, ShopRanker shape, DataSet rows, Optional<DataSet> more, long seed)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".untrained");
    Path trained = file.resolveSibling(file.getFileName() + ".part");
    shape.untrained(seed).write(fresh);
    // Cross-entropy asks no teacher: the fresh model itself stands in for one.
    distiller.distil(
        new DistillationTask(plainTraining(rows, more, seed, file), fresh, fresh, trained),
        DistillationListener.SILENT);
    Files.move(trained, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(fresh);
  }

  private static UpgradePolicy plainTraining(
      DataSet rows, Optional<DataSet> more, long seed, Path file) {
    HistoryPolicy history =
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            rows,
            more,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    RecipeSpec recipe =
        RecipeSpec.of(
            List.of(new LossSpec(CrossEntropy.NAME, 1, Map.of())),
            Optional.of(LEARNING_RATE),
            Optional.of(BATCH));
    Budget budget = new Budget(Duration.ofMinutes(5), Optional.of(EPOCHS));
    return new UpgradePolicy(
        "shop-training",
        ShopWorld.MODEL,
        TaskType.BINARY,
        ShopRanker.SIGNATURE,
        Optional.empty(),
        Optional.empty(),
        history,
        new DistillationPolicy(When.ALWAYS, recipe, budget, seed, "cpu"),
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(file.toString().getBytes(StandardCharsets.UTF_8)),
        file.toString());
  }
}
