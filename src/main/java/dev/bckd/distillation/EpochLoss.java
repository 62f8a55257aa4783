package dev.bckd.distillation;

/**
 * What one term was in one epoch.
 *
 * @param epoch 1-based
 * @param term the term's name
 * @param value mean over the epoch's steps, in nats, before the term's weight
 * @param share of the weighted term in the sum of all, in [0, 1]
 * @param gradientNorm Euclidean norm of the weighted term's gradient in all parameters, at the
 *     epoch's last step
 */
public record EpochLoss(int epoch, String term, double value, double share, double gradientNorm) {}
