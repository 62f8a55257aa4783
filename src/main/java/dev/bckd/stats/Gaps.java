package dev.bckd.stats;

/**
 * Sums by unit that add up to 0 where a model is as it should be, such as confidence minus right
 * answers in a bin.
 *
 * @param sums one array a gap, each with one number a unit
 * @param weights by unit: what the gaps' sizes are divided by
 * @param chance by gap: the variance that its sum has if that is 0 in truth and rows are
 *     independent; 0 where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Gaps(double[][] sums, double[] weights, double[] chance) {}
