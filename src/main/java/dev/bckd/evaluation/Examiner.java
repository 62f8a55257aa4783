package dev.bckd.evaluation;

import dev.bckd.history.HistorySource;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.stats.Units;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts suites to models. Thread-safe if its source of rows is. */
public final class Examiner {
  private final HistorySource history;

  /**
   * @param history reads the suites' rows
   */
  public Examiner(HistorySource history) {
    this.history = history;
  }

  /**
   * Lets every model answer every row of a suite.
   *
   * @param policy says how the models are called
   * @param suite what to ask
   * @param models whom to ask, by the part each plays; at least one
   * @throws dev.bckd.model.BadInputException if rows cannot be read or scored, a label or a
   *     relevant index is out of range, or a model has a number of logits that the policy does not
   *     know
   */
  public Examination examine(
      UpgradePolicy policy, RegressionSuite suite, Map<Role, ScoringModel> models) {
    Map<Role, ScoringModel> asked = new EnumMap<>(models);
    if (suite.label().isEmpty() && !suite.behaviours().isEmpty()) {
      BehaviourSpec first = suite.behaviours().get(0);
      throw new BadInputException(
          first.where(),
          "behaviour '%s' is of a suite without labels;".formatted(first.name())
              + " expected behaviours only where each row is one labelled answer");
    }
    if (suite.retrieval().isPresent()) {
      return searched(policy, suite, suite.retrieval().get(), asked);
    }
    LogitWidths widths = LogitWidths.checked(policy, asked);
    return suite.ranking().isPresent()
        ? ranked(policy, suite, suite.ranking().get(), asked)
        : answered(policy, suite, widths, asked);
  }

  private Examination answered(
      UpgradePolicy policy,
      RegressionSuite suite,
      LogitWidths widths,
      Map<Role, ScoringModel> models) {
    LabelledSuite labelled = new LabelledSuite(policy.signature(), suite, widths.classes());
    BehaviourExaminer behaviours = new BehaviourExaminer(history, policy, suite, labelled, models);
    SuiteRows rows =
        SuiteRows.read(
            history,
            suite,
            Stream.concat(labelled.fields().stream(), behaviours.fields().stream()).toList());
    Optional<Units> groups =
        rows.units().grouped() ? Optional.of(rows.units().units()) : Optional.empty();
    Answers answers = labelled.put(rows.table(), groups, models);
    return examination(suite, answers, rows, Metrics.ofAnswers(policy.task(), groups.isPresent()))
        .with(behaviours.shown(rows, answers));
  }

  private Examination searched(
      UpgradePolicy policy,
      RegressionSuite suite,
      RetrievalSpec retrieval,
      Map<Role, ScoringModel> models) {
    RetrievalSuite queries = new RetrievalSuite(policy.signature(), suite, retrieval);
    SuiteRows rows = SuiteRows.read(history, suite, queries.fields());
    return examination(
        suite,
        queries.put(rows.table(), history, models),
        rows,
        Metrics.ofRetrieval(retrieval.k()));
  }

  private Examination ranked(
      UpgradePolicy policy,
      RegressionSuite suite,
      RankingSpec ranking,
      Map<Role, ScoringModel> models) {
    RankingSuite requests = RankingSuite.of(policy, suite, ranking);
    SuiteRows rows = SuiteRows.read(history, suite, requests.fields());
    return examination(
        suite, requests.put(rows.table(), models), rows, Metrics.ofRankings(ranking.k()));
  }

  private <E extends Evidence<E>> Examination examination(
      RegressionSuite suite, E evidence, SuiteRows rows, List<Metric<E>> metrics) {
    SuitePart<E> whole =
        new SuitePart<>(Optional.empty(), evidence, rows.units(), rows.weights(), metrics);
    List<SuitePart<?>> slices =
        suite.slices().stream()
            .<SuitePart<?>>map(slice -> whole.select(slice, rows.of(slice)))
            .toList();
    return new Examination(
        suite, files(suite), Fingerprints.of(rows.table()).repeated(), whole, slices, List.of());
  }

  private List<DataFile> files(RegressionSuite suite) {
    Stream<DataSet> searched = suite.retrieval().map(RetrievalSpec::index).stream();
    Stream<DataSet> simple =
        suite.behaviours().stream()
            .flatMap(spec -> spec.fold(i -> Stream.empty(), d -> Stream.empty(), Examiner::own));
    return Stream.of(Stream.of(suite.data()), searched, simple)
        .flatMap(all -> all)
        .flatMap(rows -> history.files(rows.files()).stream())
        .map(file -> new DataFile(file.origin(), Digest.of(file.path())))
        .toList();
  }

  private static Stream<DataSet> own(BehaviourSpec.MinimumFunctionality spec) {
    return Stream.of(spec.data());
  }
}
