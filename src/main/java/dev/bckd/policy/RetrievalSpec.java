package dev.bckd.policy;

/**
 * How an embedding suite asks: new queries against the old index.
 *
 * @param queries rows whose embeddings search; they are the suite's rows
 * @param index rows whose embeddings are searched
 * @param relevant column of the queries: the 0-based row number, or list of them, of the index's
 *     right rows
 * @param k length of the list the user sees
 */
public record RetrievalSpec(DataSet queries, DataSet index, String relevant, int k) {}
