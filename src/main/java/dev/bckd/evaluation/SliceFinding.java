package dev.bckd.evaluation;

/**
 * A slice that was not asked for and fares worse than the rest.
 *
 * @param where an SQL condition, as a slice of a suite has
 * @param samples its number of samples
 * @param rate the share of flips among them, by weight where rows have one
 * @param wholeRate the same share of the whole suite
 * @param pValue of "the rate within is at most the rate outside", adjusted for the search by
 *     Benjamini and Hochberg: of all findings with such a p-value or a smaller one, about that
 *     share is expected to be chance
 */
public record SliceFinding(
    String where, long samples, double rate, double wholeRate, double pValue) {}
