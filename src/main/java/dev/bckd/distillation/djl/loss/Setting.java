package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * Where a formula works.
 *
 * @param resident all rows
 * @param weights of each row in this training, {@code [rows]}; 0 on rows that it does not use
 * @param models those of the training
 */
public record Setting(ResidentRows resident, NDArray weights, TrainedModels models) {}
