package dev.bckd.policy;

/**
 * How a row of a ranking suite is one request.
 *
 * @param candidates column of the list of candidates
 * @param input the model input that takes each candidate in turn
 * @param relevant column of the 0-based index, or list of indices, of the right candidates
 * @param k length of the list the user sees
 */
public record RankingSpec(String candidates, String input, String relevant, int k) {}
