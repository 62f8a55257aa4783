package dev.bckd.distillation;

/**
 * What one term was in one epoch.
 *
 * @param epoch 1-based
 * @param term the loss's name
 * @param value weighted mean over the epoch's steps, in nats
 */
public record EpochLoss(int epoch, String term, double value) {}
