package dev.bckd.policy;

import java.util.List;
import java.util.Optional;

/**
 * Held-out rows and what must hold on them.
 *
 * @param name its name in the report
 * @param description for people; may be empty
 * @param data the rows; in a retrieval suite the queries
 * @param label column of the right answer; empty in a ranking or retrieval suite
 * @param group column of the unit that is resampled
 * @param id column that names the event a row came from; need not be unique
 * @param weight column of a row's cost or importance, not negative; empty: each row counts 1
 * @param ranking how rows are requests; empty: each row is one labelled answer
 * @param retrieval how rows are queries against an index; never together with {@code ranking}
 * @param confidence of every interval, in (0, 1)
 * @param interval how rates of independent rows are bounded
 * @param discover whether slices are looked for that fare worse than the whole
 * @param slices parts looked at on their own
 * @param gates limits; there is a gate or a behaviour
 * @param behaviours what a model must show whatever its accuracy; only where rows are labelled
 * @param file the file it was read from, for messages
 */
public record RegressionSuite(
    String name,
    String description,
    DataSet data,
    Optional<String> label,
    Optional<String> group,
    Optional<String> id,
    Optional<String> weight,
    Optional<RankingSpec> ranking,
    Optional<RetrievalSpec> retrieval,
    double confidence,
    IntervalKind interval,
    boolean discover,
    List<SliceSpec> slices,
    List<GateSpec> gates,
    List<BehaviourSpec> behaviours,
    String file) {
  public RegressionSuite {
    slices = List.copyOf(slices);
    gates = List.copyOf(gates);
    behaviours = List.copyOf(behaviours);
  }
}
