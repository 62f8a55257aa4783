package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests as rows a model can score: one for each candidate, the other inputs repeated.
 *
 * @param rows the requests
 * @param inputs of the model
 * @param taking name of the input that takes each candidate in turn
 * @param candidates of each request
 */
record RequestExpansion(
    Table rows, List<TensorSpec> inputs, String taking, Column.LongLists candidates) {
  /** Where a run of requests ends that has no more pairs than so many, or is one request. */
  int end(int from, int mostPairs) {
    int to = from + 1;
    long pairs = candidates.length(from);
    while (to < rows.rows() && pairs + candidates.length(to) <= mostPairs) {
      pairs += candidates.length(to);
      to++;
    }
    return to;
  }

  /** The pairs of a run of requests, one request after the other. */
  Table of(int from, int to) {
    int[] requests = requests(from, to);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (TensorSpec input : inputs) {
      columns.put(
          input.name(),
          input.name().equals(taking)
              ? candidates(input, from, to, requests.length)
              : ModelInputs.column(rows, input).select(requests));
    }
    return new Table(requests.length, columns);
  }

  /** The request of each pair. */
  private int[] requests(int from, int to) {
    int pairs = 0;
    for (int request = from; request < to; request++) {
      pairs += candidates.length(request);
    }
    int[] requests = new int[pairs];
    int pair = 0;
    for (int request = from; request < to; request++) {
      for (int i = 0; i < candidates.length(request); i++) {
        requests[pair++] = request;
      }
    }
    return requests;
  }

  private Column candidates(TensorSpec input, int from, int to, int pairs) {
    long[] values = new long[pairs];
    int pair = 0;
    for (int request = from; request < to; request++) {
      for (int i = 0; i < candidates.length(request); i++) {
        values[pair++] = candidates.at(request, i);
      }
    }
    return input.type() == ElementType.INT64 ? new Column.Longs(values, 1) : floats(values);
  }

  private static Column floats(long[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    return new Column.Floats(floats, 1);
  }
}
