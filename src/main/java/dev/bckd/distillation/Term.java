package dev.bckd.distillation;

/**
 * One term of the sum that is minimised.
 *
 * @param loss which loss
 * @param weight its factor, positive
 */
public record Term(Loss loss, double weight) {}
