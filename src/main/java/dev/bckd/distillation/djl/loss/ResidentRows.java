package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Training rows as tensors on the training device; where inputs and answers are too many for the
 * memory, those are on the CPU and in files, and a step brings its rows along. A binary task has
 * two classes, the logits 0 and z, so that every formula is written once.
 *
 * @param inputs the models' arguments, all rows
 * @param labels the right answers, int64 {@code [rows]}; 0 where there is none
 * @param labelled 1 where there is a label, else 0; float32 {@code [rows]}, as all that follow
 * @param weights sample weights
 * @param old 1 on rows of the old tasks, else 0
 * @param asked 1 on rows that the teacher was asked about, else 0
 * @param right 1 where the teacher was asked and is right, else 0
 * @param teacher its logits, {@code [rows, shared]}; 0 on rows it was not asked about
 * @param incoming its logits, {@code [rows, classes]}
 * @param further what only some recipes look at
 * @param copies bring rows along that are on the CPU
 */
public record ResidentRows(
    NDList inputs,
    NDArray labels,
    NDArray labelled,
    NDArray weights,
    NDArray old,
    NDArray asked,
    NDArray right,
    NDArray teacher,
    NDArray incoming,
    FurtherRows further,
    Copies copies) {
  /** Classes that teacher and student share, the first ones of each. */
  public long shared() {
    return teacher.getShape().get(1);
  }

  /** Classes of the student. */
  public long classes() {
    return incoming.getShape().get(1);
  }
}
