package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.bckd.distillation.recipe.Filter;

/** The factors of each {@link Filter}, on the rows that {@link Setting#among} leaves. */
final class RowFilters {
  private static final ByKind<Filter, Source> KINDS =
      new ByKind<Filter, Source>()
          .with(Filter.All.class, filter -> (resident, weights) -> RowFilter.NONE)
          .with(
              Filter.TeacherRight.class,
              focal -> (resident, weights) -> teacherRight(focal, resident, weights))
          .with(
              Filter.StudentWrong.class, filter -> (resident, weights) -> RowFilters::studentWrong)
          .with(
              Filter.StudentRight.class, filter -> (resident, weights) -> RowFilters::studentRight)
          .with(
              Filter.NegativeFlip.class, filter -> (resident, weights) -> RowFilters::negativeFlip)
          .with(
              Filter.BetterTeacher.class,
              filter -> (resident, weights) -> RowFilters::betterTeacher)
          .with(
              Filter.Likelihood.class,
              filter ->
                  (resident, weights) ->
                      pass -> likelihood(pass.teacher(), pass).mul(pass.of(resident.asked())))
          .with(Filter.Labelled.class, filter -> (resident, weights) -> RowFilter.NONE)
          .with(Filter.Unlabelled.class, filter -> (resident, weights) -> RowFilter.NONE);

  private RowFilters() {}

  /** Makes a filter's factors for one training. */
  private interface Source {
    RowFilter among(ResidentRows resident, NDArray weights);
  }

  /**
   * @param resident all rows
   * @param weights 0 on rows that the training does not use
   */
  static RowFilter of(Filter filter, ResidentRows resident, NDArray weights) {
    return KINDS.of(filter).among(resident, weights);
  }

  private static NDArray negativeFlip(Pass pass) {
    return studentWrong(pass).mul(pass.of(pass.resident().right()));
  }

  private static NDArray betterTeacher(Pass pass) {
    return likelihood(pass.teacher(), pass)
        .gte(likelihood(pass.incoming(), pass))
        .toType(DataType.FLOAT32, false)
        .mul(pass.of(pass.resident().asked()))
        .mul(pass.of(pass.resident().labelled()));
  }

  private static RowFilter teacherRight(
      Filter.TeacherRight focal, ResidentRows resident, NDArray weights) {
    try (NDArray used = weights.gt(0);
        NDArray one = used.toType(DataType.FLOAT32, false);
        NDArray asked = one.mul(resident.asked());
        NDArray right = one.mul(resident.right())) {
      double rows = asked.sum(new int[] {0}).getFloat();
      double sum = focal.alpha() * rows + focal.beta() * right.sum(new int[] {0}).getFloat();
      double scale = sum > 0 ? rows / sum : 0;
      return pass -> pass.of(resident.right()).mul(focal.beta() * scale).add(focal.alpha() * scale);
    }
  }

  /** 1 where the student is right, 0 where it is wrong or there is no label. */
  private static NDArray studentRight(Pass pass) {
    return pass.decisions()
        .eq(pass.labels())
        .toType(DataType.FLOAT32, false)
        .mul(pass.of(pass.resident().labelled()));
  }

  private static NDArray studentWrong(Pass pass) {
    return pass.of(pass.resident().labelled()).sub(studentRight(pass));
  }

  /** Probability of the label; 0 where there is none, or none of the model's classes is it. */
  private static NDArray likelihood(NDArray logits, Pass pass) {
    long classes = logits.getShape().get(1);
    NDArray labels = pass.labels();
    NDArray known = labels.lt(classes).toType(DataType.FLOAT32, false);
    NDArray within = labels.minimum(classes - 1).expandDims(1);
    return logits
        .softmax(1)
        .gather(within, 1)
        .squeeze(1)
        .mul(known)
        .mul(pass.of(pass.resident().labelled()));
  }
}
