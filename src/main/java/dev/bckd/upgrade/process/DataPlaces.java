package dev.bckd.upgrade.process;

import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the rows are that a policy names. */
final class DataPlaces {
  private DataPlaces() {}

  /** Of history and suites, as the policy writes them. */
  static Set<String> of(UpgradePolicy policy) {
    return Stream.concat(
            of(policy.history()), policy.gates().suites().stream().flatMap(DataPlaces::of))
        .flatMap(rows -> rows.files().stream())
        .collect(Collectors.toSet());
  }

  private static Stream<DataSet> of(HistoryPolicy history) {
    return Stream.of(
            Stream.of(history.old()), history.fresh().stream(), history.unlabelled().stream())
        .flatMap(rows -> rows);
  }

  private static Stream<DataSet> of(RegressionSuite suite) {
    return Stream.of(
            Stream.of(suite.data()),
            suite.retrieval().stream().flatMap(r -> Stream.of(r.queries(), r.index())),
            suite.behaviours().stream().flatMap(DataPlaces::of))
        .flatMap(rows -> rows);
  }

  private static Stream<DataSet> of(BehaviourSpec behaviour) {
    return behaviour instanceof BehaviourSpec.MinimumFunctionality own
        ? Stream.of(own.data())
        : Stream.empty();
  }
}
