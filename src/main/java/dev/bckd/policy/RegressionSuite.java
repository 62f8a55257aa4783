package dev.bckd.policy;

import java.util.List;
import java.util.Optional;

/**
 * Held-out rows and what must hold on them.
 *
 * @param name its name in the report
 * @param description for people; may be empty
 * @param data the rows
 * @param label column of the right answer; empty in a ranking suite
 * @param group column of the unit that is resampled
 * @param id column that names the event a row came from; need not be unique
 * @param ranking how rows are requests; empty: each row is one labelled answer
 * @param confidence of every interval, in (0, 1)
 * @param slices parts looked at on their own
 * @param gates limits
 * @param file the file it was read from, for messages
 */
public record RegressionSuite(
    String name,
    String description,
    DataSet data,
    Optional<String> label,
    Optional<String> group,
    Optional<String> id,
    Optional<RankingSpec> ranking,
    double confidence,
    List<SliceSpec> slices,
    List<GateSpec> gates,
    String file) {
  public RegressionSuite {
    slices = List.copyOf(slices);
    gates = List.copyOf(gates);
  }
}
