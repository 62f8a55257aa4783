package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.bckd.distillation.MoreAnswers;
import dev.bckd.distillation.StoredLogits;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.djl.loss.Batch;
import dev.bckd.distillation.djl.loss.Forward;
import dev.bckd.distillation.djl.loss.LossTerm;
import dev.bckd.distillation.djl.loss.LossTerms;
import dev.bckd.distillation.djl.loss.Pass;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.djl.loss.Setting;
import dev.bckd.distillation.djl.loss.TrainedModels;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.distillation.recipe.Recipes;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Budget;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RecipeSpec;
import dev.bckd.policy.When;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A few rows on which a term's formula is tried: all of them one step, without any model. */
final class LossBench implements AutoCloseable {
  /** What the rows are; matrices by row. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Rows(
      int[] labels,
      float[] weights,
      boolean[] old,
      boolean[] asked,
      float[][] teacher,
      float[][] incoming,
      float[][] average,
      MoreAnswers more,
      CandidateLists lists) {}

  /** What a term said. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Outcome(
      double value, float[] logits, float[] embedding, float[] map, float[] gradientOfMap) {}

  private final PtNDManager manager;
  private final Rows rows;
  private final ResidentRows resident;
  private final NDArray weights;
  private final Map<String, NDArray> parameters = new HashMap<>();
  private List<NDArray> anchors = List.of();
  private List<NDArray> importance = List.of();

  LossBench(Rows rows) {
    this.manager = TorchRuntime.newManager(Device.cpu());
    this.rows = rows;
    this.resident =
        ResidentData.of(job(rows), new RowMemory(Path.of("."), Long.MAX_VALUE), manager);
    this.weights = manager.create(rows.weights());
  }

  private static Trainer.Job job(Rows rows) {
    int size = rows.labels().length;
    Column numbers = new Column.Longs(LongStream.range(0, size).toArray(), 1);
    TrainingRows training =
        new TrainingRows(
                new Table(size, Map.of("row", numbers)),
                rows.labels(),
                rows.weights(),
                rows.old(),
                rows.asked(),
                scores(rows.teacher()),
                scores(rows.incoming()))
            .with(rows.more())
            .in(rows.lists());
    TaskType task = rows.incoming()[0].length == 1 ? TaskType.BINARY : TaskType.MULTICLASS;
    return new Trainer.Job(
        Path.of("teacher"), Path.of("incoming"), LogitTables.SIGNATURE, task, training, "cpu");
  }

  /** A term as a policy writes it. */
  static Term term(LossSpec spec) {
    RecipeSpec recipe = RecipeSpec.of(List.of(spec), Optional.empty(), Optional.empty());
    DistillationPolicy policy =
        new DistillationPolicy(When.ALWAYS, recipe, Budget.DEFAULT, 1, "cpu");
    return Recipes.terms(
            LogitTables.policy(Path.of("rows"), TaskType.BINARY, Optional.empty(), policy))
        .get(0);
  }

  static Scores scores(float[][] matrix) {
    return new Scores(flat(matrix), matrix[0].length);
  }

  static Embeddings embeddings(float[][] matrix) {
    return new Embeddings(flat(matrix), matrix[0].length);
  }

  static StoredLogits stored(float[][] logits, boolean[] has) {
    return new StoredLogits(scores(logits), has);
  }

  static float[] flat(float[][] matrix) {
    float[] values = new float[matrix.length * matrix[0].length];
    for (int row = 0; row < matrix.length; row++) {
      System.arraycopy(matrix[row], 0, values, row * matrix[0].length, matrix[0].length);
    }
    return values;
  }

  /** Gives the teacher a parameter. */
  void teacherHas(String name, float[] values, long... shape) {
    parameters.put(name, manager.create(values, new Shape(shape)));
  }

  /** Value and gradients of a term where the student answers this. */
  Outcome of(Term term, float[][] student, float[][] embedding, double progress) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray logits = leaf(student, scope);
      NDArray embedded = leaf(embedding, scope);
      LossTerm formula = LossTerms.of(term, setting(scope, embedding[0].length));
      double value;
      try (GradientCollector graph = TorchRuntime.engine().newGradientCollector()) {
        Pass pass =
            new Pass(
                resident,
                new Batch(all(scope), rows.lists().count()),
                new Forward(ResidentData.twoClasses(logits), Optional.of(embedded)),
                live(scope),
                progress,
                scope);
        NDArray result = formula.value(pass);
        value = result.stopGradient().getFloat();
        // A loss of embeddings alone has no gradient in the logits; none is 0.
        graph.backward(result.add(logits.sum().mul(0)).add(embedded.sum().mul(0)));
      }
      return new Outcome(
          value,
          logits.getGradient().toFloatArray(),
          embedded.getGradient().toFloatArray(),
          formula.trained().isEmpty()
              ? new float[0]
              : formula.trained().get(0).stopGradient().toFloatArray(),
          formula.trained().isEmpty()
              ? new float[0]
              : formula.trained().get(0).getGradient().toFloatArray());
    }
  }

  /** What a term of weights said. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Anchored(double value, float[] gradient) {}

  /** Value and gradient of a term of weights once these have moved. */
  Anchored anchored(Term term, float[] start, float[] moved, float[] fisher) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray weight = scope.create(start);
      weight.setRequiresGradient(true);
      anchors = List.of(weight);
      importance = List.of(scope.create(fisher));
      LossTerm formula = LossTerms.of(term, setting(scope, 1));
      JniUtils.setGradMode(false);
      weight.addi(scope.create(moved));
      JniUtils.setGradMode(true);
      double value;
      try (GradientCollector graph = TorchRuntime.engine().newGradientCollector()) {
        NDArray logits = scope.zeros(new Shape(1, 2));
        Pass pass =
            new Pass(
                resident,
                new Batch(all(scope), 0),
                new Forward(logits, Optional.empty()),
                Map.of(),
                0,
                scope);
        NDArray result = formula.value(pass);
        value = result.stopGradient().getFloat();
        graph.backward(result);
      }
      return new Anchored(value, weight.getGradient().toFloatArray());
    }
  }

  private NDArray all(NDManager scope) {
    return scope.create(LongStream.range(0, rows.labels().length).toArray());
  }

  private Map<Target, NDArray> live(NDManager scope) {
    NDArray average =
        scope.create(
            flat(rows.average()), new Shape(rows.average().length, rows.average()[0].length));
    return Map.of(new Target.Average(0.999), ResidentData.twoClasses(average));
  }

  private static NDArray leaf(float[][] matrix, NDManager scope) {
    NDArray leaf = scope.create(flat(matrix), new Shape(matrix.length, matrix[0].length));
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private Setting setting(NDManager scope, int width) {
    return new Setting(
        resident,
        weights,
        new TrainedModels() {
          @Override
          public List<NDArray> weights() {
            return anchors;
          }

          @Override
          public List<NDArray> fisher(int most) {
            return importance;
          }

          @Override
          public NDArray teacherParameter(String name) {
            return parameters.get(name);
          }

          @Override
          public long embeddingWidth() {
            return width;
          }

          @Override
          public long seed() {
            return 1;
          }

          @Override
          public NDManager manager() {
            return scope;
          }
        });
  }

  ResidentRows resident() {
    return resident;
  }

  @Override
  public void close() {
    manager.close();
  }
}
