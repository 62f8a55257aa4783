package dev.bckd.evaluation;

import dev.bckd.history.Change;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.inference.AtOnce;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.stats.Units;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
                        changed(
                            invariance, invariance.changes(), rows, answers, Breach.Decided::new),
                    direction ->
                        changed(
                            direction,
                            direction.changes(),
                            rows,
                            answers,
                            (before, after) ->
                                new Breach.Moved(
                                    direction, policy.task() == TaskType.BINARY, before, after)),
                    this::fixed))
        .toList();
  }

  private ShownBehaviour changed(
      BehaviourSpec spec,
      List<Change> changes,
      SuiteRows rows,
      Answers answers,
      BiFunction<Answers, Answers, Breach> comparing) {
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
    Breach breach = comparing.apply(before, answers(spec, before, after.select(differing)));
    return ShownBehaviour.of(spec, rows.units().select(samples), samples, models.keySet(), breach);
  }

  private Answers answers(BehaviourSpec spec, Answers before, Table inputs) {
    Map<Role, Scores> scores;
    try {
      scores = AtOnce.score(models, inputs);
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
        IntStream.range(0, answers.samples()).toArray(),
        models.keySet(),
        new Breach.Wrong(answers));
  }
}
