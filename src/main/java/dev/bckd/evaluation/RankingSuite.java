package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.Table;
import dev.bckd.inference.AtOnce;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A suite whose every row is one request with candidates to be ranked. */
final class RankingSuite {
  private static final String CANDIDATES = "@candidates";
  private static final String RELEVANT = "@relevant";

  /** Pairs of request and candidate that are held in memory at once. */
  private static final int CHUNK = 1 << 16;

  private final List<TensorSpec> inputs;
  private final RankingSpec ranking;
  private final RegressionSuite suite;

  private RankingSuite(List<TensorSpec> inputs, RankingSpec ranking, RegressionSuite suite) {
    this.inputs = inputs;
    this.ranking = ranking;
    this.suite = suite;
  }

  /**
   * Checks that the models can rank.
   *
   * @throws BadInputException if the task is not binary or the input that takes the candidates is
   *     none of the signature, or not one number a row
   */
  static RankingSuite of(UpgradePolicy policy, RegressionSuite suite, RankingSpec ranking) {
    if (policy.task() != TaskType.BINARY) {
      throw new BadInputException(
          suite.file(), "a ranking suite needs one logit a row: task binary in " + policy.file());
    }
    List<TensorSpec> inputs = policy.signature().inputs();
    TensorSpec taking =
        inputs.stream()
            .filter(input -> input.name().equals(ranking.input()))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInputException(
                        suite.file(),
                        "ranking.candidates.input is '%s'; the signature has: %s"
                            .formatted(
                                ranking.input(),
                                String.join(
                                    ", ", inputs.stream().map(TensorSpec::name).toList()))));
    if (taking.width() != 1) {
      throw new BadInputException(
          suite.file(),
          "ranking.candidates.input '%s' takes %d numbers a row; expected 1"
              .formatted(ranking.input(), taking.width()));
    }
    return new RankingSuite(inputs, ranking, suite);
  }

  /** What to read of each row; the input that takes the candidates need not be in the data. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    inputs.stream()
        .filter(input -> !input.name().equals(ranking.input()))
        .forEach(input -> fields.add(new Field.Input(input)));
    fields.add(new Field.WholeList(CANDIDATES, ranking.candidates()));
    fields.add(new Field.WholeList(RELEVANT, ranking.relevant()));
    return fields;
  }

  /** Lets every model rank the candidates of every request. */
  Rankings put(Table rows, Map<Role, ScoringModel> models) {
    Column.LongLists candidates = rows.column(CANDIDATES, Column.LongLists.class);
    RelevantPlaces relevant =
        RelevantPlaces.of(
            rows.column(RELEVANT, Column.LongLists.class),
            candidates,
            suite.file() + ", column " + ranking.relevant());
    RequestExpansion expansion = new RequestExpansion(rows, inputs, ranking.input(), candidates);
    Map<Role, Rankings.Lists> lists = new EnumMap<>(Role.class);
    Set<Role> telling = EnumSet.noneOf(Role.class);
    for (int from = 0; from < rows.rows(); ) {
      int to = expansion.end(from, CHUNK);
      Table pairs = expansion.of(from, to);
      for (Map.Entry<Role, Scores> answer : AtOnce.score(models, pairs).entrySet()) {
        Rankings.Lists own =
            lists.computeIfAbsent(answer.getKey(), role -> new Rankings.Lists(rows.rows()));
        relevant.rank(answer.getValue(), from, to, ranking.k(), own);
        if (differ(answer.getValue().values())) {
          telling.add(answer.getKey());
        }
      }
      from = to;
    }
    if (rows.rows() > 1) {
      models.keySet().stream().filter(role -> !telling.contains(role)).forEach(this::refuse);
    }
    return new Rankings(rows.rows(), lists);
  }

  private static boolean differ(float[] scores) {
    for (float score : scores) {
      if (score != scores[0]) {
        return true;
      }
    }
    return false;
  }

  private void refuse(Role role) {
    throw new BadInputException(
        role.label() + " model",
        "gives all candidates of %s the same score; expected scores that depend on the inputs"
            .formatted(suite.name()));
  }
}
