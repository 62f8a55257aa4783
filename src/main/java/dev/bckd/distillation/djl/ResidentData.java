package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingRows;
import dev.bckd.distillation.djl.loss.FurtherRows;
import dev.bckd.distillation.djl.loss.ResidentRows;
import dev.bckd.distillation.djl.loss.StoredRows;
import dev.bckd.inference.Scores;
import dev.bckd.inference.djl.InputTensors;
import java.util.HashMap;
import java.util.Map;

/** Brings training rows to the training device. */
final class ResidentData {
  private ResidentData() {}

  /**
   * @param manager owner of the tensors
   */
  static ResidentRows of(Trainer.Job job, NDManager manager) {
    TrainingRows rows = job.rows();
    int size = rows.size();
    long[] labels = new long[size];
    float[] labelled = new float[size];
    float[] old = new float[size];
    float[] asked = new float[size];
    float[] right = new float[size];
    for (int row = 0; row < size; row++) {
      labels[row] = Math.max(0, rows.labels()[row]);
      labelled[row] = one(rows.labelled(row));
      old[row] = one(rows.old()[row]);
      asked[row] = one(rows.asked()[row]);
      right[row] = one(rows.teacherRight(row));
    }
    return new ResidentRows(
        inputs(job, manager),
        manager.create(labels),
        manager.create(labelled),
        manager.create(rows.weights()),
        manager.create(old),
        manager.create(asked),
        manager.create(right),
        logits(rows.teacher(), manager),
        logits(rows.incoming(), manager),
        further(rows, manager));
  }

  private static FurtherRows further(TrainingRows rows, NDManager manager) {
    Map<String, StoredRows> stored = new HashMap<>();
    rows.more()
        .stored()
        .forEach(
            (column, logits) ->
                stored.put(
                    column,
                    new StoredRows(
                        logits(logits.logits(), manager), flags(logits.has(), manager))));
    return new FurtherRows(
        rows.more().versions().stream().map(scores -> logits(scores, manager)).toList(),
        stored,
        rows.more()
            .embeddings()
            .map(e -> manager.create(e.values(), new Shape(e.rows(), e.width()))),
        rows.lists().length());
  }

  private static NDArray flags(boolean[] values, NDManager manager) {
    float[] flags = new float[values.length];
    for (int row = 0; row < flags.length; row++) {
      flags[row] = one(values[row]);
    }
    return manager.create(flags);
  }

  private static float one(boolean condition) {
    return condition ? 1 : 0;
  }

  private static NDList inputs(Trainer.Job job, NDManager manager) {
    return new InputTensors(job.signature()).of(job.rows().inputs(), 0, job.rows().size(), manager);
  }

  private static NDArray logits(Scores scores, NDManager manager) {
    NDArray logits = manager.create(scores.values(), new Shape(scores.rows(), scores.width()));
    return twoClasses(logits);
  }

  /** One logit z a row becomes the two logits 0 and z, which have the same distribution. */
  static NDArray twoClasses(NDArray logits) {
    if (logits.getShape().dimension() == 2 && logits.getShape().get(1) > 1) {
      return logits;
    }
    NDArray column = logits.reshape(-1, 1);
    return NDArrays.concat(new NDList(column.zerosLike(), column), 1);
  }
}
