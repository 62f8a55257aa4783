package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;

/**
 * The rows of a step.
 *
 * @param rows their indices, int64 {@code [batch]}
 * @param lists how many candidate lists there are among them: they come last, each as a whole
 */
public record Batch(NDArray rows, int lists) {}
