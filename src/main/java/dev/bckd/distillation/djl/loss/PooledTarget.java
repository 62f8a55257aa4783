package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.bckd.distillation.recipe.Target;

/**
 * {@link Target.Pooled}: {@code log(w·p_teacher + (1−w)·p_incoming)} within the shared classes; the
 * mass of the further ones is the label's, or on rows without label the incoming model's. Then
 * {@code (1−s)·q + s/classes}.
 */
record PooledTarget(Target.Pooled target) implements TargetAnswers {
  @Override
  public NDArray of(Pass pass) {
    ResidentRows resident = pass.resident();
    NDArray incoming = pass.incoming();
    if (resident.classes() == resident.shared()) {
      return smooth(mixed(incoming, pass));
    }
    String known = ":, :" + resident.shared();
    String further = ":, " + resident.shared() + ":";
    NDArray mass = furtherMass(pass, incoming.softmax(1).get(further).sum(new int[] {1}, true));
    NDArray within = mixed(incoming.get(known), pass).mul(mass.neg().add(1));
    NDArray beyond = incoming.get(further).softmax(1).mul(mass);
    return smooth(NDArrays.concat(new NDList(within, beyond), 1));
  }

  /** The two models' probabilities over the shared classes. */
  private NDArray mixed(NDArray incoming, Pass pass) {
    NDArray old = pass.of(pass.resident().old());
    NDArray labelled = pass.of(pass.resident().labelled());
    NDArray share =
        old.mul(target.onOld() - target.onNew())
            .add(target.onNew() - target.onUnlabelled())
            .mul(labelled)
            .add(target.onUnlabelled())
            .mul(pass.of(pass.resident().asked()))
            .expandDims(1);
    return pass.teacher().softmax(1).mul(share).add(incoming.softmax(1).mul(share.neg().add(1)));
  }

  /** Probability of the further classes, {@code [batch, 1]}. */
  private static NDArray furtherMass(Pass pass, NDArray incoming) {
    NDArray labelled = pass.of(pass.resident().labelled()).expandDims(1);
    NDArray beyond =
        pass.labels()
            .gte(pass.resident().shared())
            .toType(labelled.getDataType(), false)
            .expandDims(1);
    return labelled.mul(beyond).add(labelled.neg().add(1).mul(incoming));
  }

  private NDArray smooth(NDArray probabilities) {
    if (target.smoothing() == 0) {
      return probabilities.maximum(SMALLEST).log();
    }
    double even = target.smoothing() / probabilities.getShape().get(1);
    return probabilities.mul(1 - target.smoothing()).add(even).maximum(SMALLEST).log();
  }

  @Override
  public NDArray has(Pass pass) {
    return AllRows.of(pass);
  }

  @Override
  public NDArray among(NDArray weights, Pass pass) {
    return weights;
  }
}
