package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.bckd.inference.djl.InputTensors;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import java.util.List;

/**
 * The history as tensors on the training device, for the whole of a training.
 *
 * @param task what the models answer
 * @param shared classes that teacher and student share; 1 for a binary task
 * @param inputs the models' arguments, all rows
 * @param labels int64 {@code [rows]}
 * @param weights sample weights, float32 {@code [rows]}
 * @param answers what the teacher said
 * @param manager owner of the tensors, and of those a loss adds
 */
record ResidentHistory(
    TaskType task,
    int shared,
    NDList inputs,
    NDArray labels,
    NDArray weights,
    TeacherAnswers answers,
    NDManager manager) {
  static ResidentHistory of(
      List<HistoryRows> parts,
      TeacherAnswers answers,
      TaskType task,
      int shared,
      Signature signature,
      NDManager manager) {
    int rows = answers.rows();
    long[] labels = new long[rows];
    float[] weights = new float[rows];
    int start = 0;
    for (HistoryRows part : parts) {
      for (int row = 0; row < part.rows(); row++) {
        labels[start + row] = part.label(row);
        weights[start + row] = part.weight(row);
      }
      start += part.rows();
    }
    return new ResidentHistory(
        task,
        shared,
        inputs(parts, signature, manager),
        manager.create(labels),
        manager.create(weights),
        answers,
        manager);
  }

  private static NDList inputs(List<HistoryRows> parts, Signature signature, NDManager manager) {
    InputTensors tensors = new InputTensors(signature);
    NDList joined = new NDList();
    try (NDManager scope = manager.newSubManager()) {
      List<NDList> each =
          parts.stream().map(part -> tensors.of(part.table(), 0, part.rows(), scope)).toList();
      for (int i = 0; i < signature.inputs().size(); i++) {
        int input = i;
        NDArray all =
            NDArrays.concat(new NDList(each.stream().map(list -> list.get(input)).toList()), 0);
        all.attach(manager);
        joined.add(all);
      }
    }
    return joined;
  }

  int rows() {
    return answers.rows();
  }

  /**
   * The teacher's logits over the shared classes: {@code [rows]} for a binary task, else two axes.
   */
  NDArray teacherLogits() {
    if (task == TaskType.BINARY) {
      return manager.create(answers.logits());
    }
    NDArray all = manager.create(answers.logits(), new Shape(rows(), answers.width()));
    return shared == answers.width() ? all : all.get(":, :" + shared);
  }
}
