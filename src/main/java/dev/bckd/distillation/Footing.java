package dev.bckd.distillation;

/**
 * What a search knows before any training.
 *
 * @param material rows with the models' answers, and what was made of them
 * @param made how made rows are used
 * @param split which rows students are trained on, and which decide
 * @param altered how rows that a model was trained on are made strange to it
 * @param selection what is asked of a student
 * @param ensemble how far teacher and incoming model agree on new rows
 */
record Footing(
    Material material,
    MadeShare made,
    Split split,
    AlteredRows altered,
    Selection selection,
    EnsembleCurve ensemble) {
  /** All rows, with the models' answers. */
  TrainingRows rows() {
    return material.rows();
  }

  /** The rows to train on: those of the split, and what was made of them. */
  int[] train() {
    return material.with(split.train());
  }
}
