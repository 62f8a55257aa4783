package dev.bckd.evaluation;

import dev.bckd.evaluation.ShownBehaviour.Breach;
import dev.bckd.history.Change;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.BehaviourSpec.Way;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.stats.Units;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Puts the behaviours of a suite of labelled rows to models.
 *
 * @param history reads the rows
 * @param policy says what the models answer
 * @param suite whose behaviours
 * @param labelled lets models answer its rows
 * @param models whom to ask
 * @see <a href="https://doi.org/10.18653/v1/2020.acl-main.442">Ribeiro et al., Beyond Accuracy:
 *     Behavioral Testing of NLP Models with CheckList, ACL 2020</a>
 */
record BehaviourExaminer(
    HistorySource history,
    UpgradePolicy policy,
    RegressionSuite suite,
    LabelledSuite labelled,
    Map<Role, ScoringModel> models) {

  /** How far a probability may move by itself: logits are float32. */
  private static final double ROUNDING = 1e-6;

  /** What to read of each row of the suite besides: whether it is one that a behaviour changes. */
  List<Field> fields() {
    return suite.behaviours().stream()
        .flatMap(spec -> spec.rows().map(where -> ChangedRows.condition(spec, where)).stream())
        .toList();
  }

  /**
   * What the models show.
   *
   * @param rows of the suite
   * @param answers of the models to these rows
   */
  List<ShownBehaviour> shown(SuiteRows rows, Answers answers) {
    return suite.behaviours().stream()
        .map(
            spec ->
                spec.fold(
                    invariance ->
                        changed(invariance, invariance.changes(), rows, answers, this::decided),
                    direction ->
                        changed(
                            direction,
                            direction.changes(),
                            rows,
                            answers,
                            (before, after) -> moved(direction, before, after)),
                    this::fixed))
        .toList();
  }

  /** Compares answers before and after the change. */
  private interface Comparing {
    Breach of(Answers before, Answers after);
  }

  private Breach decided(Answers before, Answers after) {
    return (role, row) -> before.decision(role, row) != after.decision(role, row);
  }

  /** In a binary task the score is the probability of 1, else that of the label. */
  private Breach moved(BehaviourSpec.Direction spec, Answers before, Answers after) {
    boolean binary = policy.task() == TaskType.BINARY;
    double tolerance = spec.tolerance() + ROUNDING;
    return (role, row) -> {
      int answer = binary ? 1 : before.label(row);
      double rise =
          Math.exp(after.logProbability(role, row, answer))
              - Math.exp(before.logProbability(role, row, answer));
      // So that what is no number keeps nothing.
      return !(spec.score() == Way.RISES ? rise >= -tolerance : rise <= tolerance);
    };
  }

  private ShownBehaviour changed(
      BehaviourSpec spec,
      List<Change> changes,
      SuiteRows rows,
      Answers answers,
      Comparing comparing) {
    ChangedRows changed = new ChangedRows(policy.signature(), suite, spec, changes);
    int[] asked = changed.asked(rows.table());
    if (asked.length == 0) {
      return ShownBehaviour.none(spec, rows.units(), "no row of the suite meets its condition");
    }
    Table after = changed.read(history, asked.length);
    int[] differing = changed.differing(rows.table(), asked, after);
    if (differing.length == 0) {
      return ShownBehaviour.none(spec, rows.units(), "it changes no row of the suite");
    }
    int[] samples = IntStream.of(differing).map(row -> asked[row]).toArray();
    Answers before = answers.select(samples);
    Breach breach = comparing.of(before, answers(spec, before, after.select(differing)));
    return ShownBehaviour.of(
        spec, rows.units().select(samples), samples.length, models.keySet(), breach);
  }

  private Answers answers(BehaviourSpec spec, Answers before, Table inputs) {
    Map<Role, Scores> scores = new EnumMap<>(Role.class);
    try {
      models.forEach((role, model) -> scores.put(role, model.score(inputs)));
    } catch (BadInputException e) {
      throw new BadInputException(spec.where(), "of the changed rows, " + e.getMessage());
    }
    return Answers.of(IntStream.range(0, inputs.rows()).map(before::label).toArray(), scores);
  }

  private ShownBehaviour fixed(BehaviourSpec.MinimumFunctionality spec) {
    Query query = new Query(spec.data().files(), spec.data().where(), labelled.fields());
    Answers answers =
        labelled
            .at(String.join(", ", spec.data().files()))
            .put(history.read(query), Optional.empty(), models);
    return ShownBehaviour.of(
        spec,
        new SampleUnits(Units.rows(answers.samples()), false),
        answers.samples(),
        models.keySet(),
        (role, row) -> !answers.right(role, row));
  }
}
