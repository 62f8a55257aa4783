package dev.bckd.distillation.djl.loss;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * What a model answered to the rows of a step, with its graph.
 *
 * @param logits {@code [batch, classes]}; two for a binary task
 * @param embedding {@code [batch, dimensions]}, if the signature names one
 */
public record Forward(NDArray logits, Optional<NDArray> embedding) {}
