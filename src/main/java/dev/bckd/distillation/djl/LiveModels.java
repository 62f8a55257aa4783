package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.recipe.Recipe;
import dev.bckd.distillation.recipe.Target;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.policy.Augmentation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Models that are asked in every step: the averages of the student, and teacher and incoming model
 * where they see the student's changed input. Earlier versions and stored logits are always those
 * of the row as it was logged.
 */
final class LiveModels {
  private final boolean augmented;
  private final boolean[] asked;
  private final Optional<FrozenModel> teacher;
  private final Optional<FrozenModel> incoming;
  private final Map<Target.Average, Student> averages = new LinkedHashMap<>();
  private final TensorLists lists;
  private final long width;

  /**
   * @param width classes of the teacher; two for a binary task
   */
  LiveModels(Trainer.Job job, Recipe recipe, long width, TensorLists lists, PtNDManager manager) {
    this.width = width;
    this.lists = lists;
    this.asked = job.rows().asked();
    this.augmented =
        recipe.augmentation().changes()
            && recipe.augmentation().teachers() == Augmentation.Teachers.AUGMENTED;
    this.teacher =
        augmented
            ? Optional.of(new FrozenModel(job.teacher(), job.signature(), manager))
            : Optional.empty();
    this.incoming =
        augmented
            ? Optional.of(new FrozenModel(job.incoming(), job.signature(), manager))
            : Optional.empty();
    recipe.terms().stream()
        .filter(Term::compares)
        .map(Term::target)
        .filter(Target.Average.class::isInstance)
        .map(Target.Average.class::cast)
        .distinct()
        .forEach(
            average ->
                averages.put(
                    average,
                    new Student(job.incoming(), job.signature(), LargeTable.DEFAULT, manager)));
  }

  /**
   * Their logits.
   *
   * @param rows of the step
   * @param seen their inputs: as logged where {@link #seesRowsAsLogged}, else as the student sees
   *     them
   */
  Map<Target, NDArray> answers(long[] rows, NDList seen, NDManager scope) {
    Map<Target, NDArray> answers = new HashMap<>();
    teacher.ifPresent(model -> answers.put(Term.TEACHER, known(model, rows, seen, scope)));
    incoming.ifPresent(model -> answers.put(new Target.Incoming(), model.logits(seen)));
    JniUtils.setGradMode(false);
    try {
      averages.forEach((target, model) -> answers.put(target, model.logits(seen)));
    } finally {
      JniUtils.setGradMode(true);
    }
    return answers;
  }

  /** Rows with items that the teacher does not know are not shown to it; they get 0. */
  private NDArray known(FrozenModel model, long[] rows, NDList inputs, NDManager scope) {
    long[] places =
        LongStream.range(0, rows.length)
            .filter(i -> asked[Math.toIntExact(rows[Math.toIntExact(i)])])
            .toArray();
    if (places.length == 0) {
      return scope.zeros(new Shape(rows.length, width));
    }
    NDArray shown = scope.create(places);
    NDList some = new NDList();
    for (NDArray input : inputs) {
      some.add(input.get(scope, new NDIndex("{}", shown)));
    }
    NDArray answers = model.logits(some);
    // Every row takes an answer by its number; those that were not asked about the last, of zeros.
    long[] numbers = new long[rows.length];
    Arrays.fill(numbers, places.length);
    for (int i = 0; i < places.length; i++) {
      numbers[Math.toIntExact(places[i])] = i;
    }
    NDArray zeros = scope.zeros(new Shape(1, answers.getShape().get(1)));
    return NDArrays.concat(new NDList(answers, zeros), 0)
        .get(scope, new NDIndex("{}", scope.create(numbers)));
  }

  /** Whether a model is asked here about rows as they were logged, whatever the student sees. */
  boolean seesRowsAsLogged() {
    return !augmented && !averages.isEmpty();
  }

  /**
   * @throws dev.bckd.model.BadInputException if the parameters of teacher or incoming model are
   *     other ones than at the beginning
   */
  void requireUnchanged() {
    teacher.ifPresent(FrozenModel::requireUnchanged);
    incoming.ifPresent(FrozenModel::requireUnchanged);
  }

  /** Takes the averages a step towards the student. */
  void follow(List<PtNDArray> weights) {
    JniUtils.setGradMode(false);
    try {
      averages.forEach(
          (average, model) -> lists.towards(model.weights(), weights, 1 - average.decay()));
    } finally {
      JniUtils.setGradMode(true);
    }
  }

  /** The averaged weights, for checkpoints; in the order of the student's. */
  List<List<PtNDArray>> averages() {
    return averages.values().stream().map(Student::weights).toList();
  }
}
