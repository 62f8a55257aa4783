package dev.bckd.evaluation;

import dev.bckd.history.Change;
import dev.bckd.history.RowTexts;
import dev.bckd.model.Role;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.DataSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds what the rows hold on which behaviours are broken.
 *
 * @param rows shows them
 * @param examination of the suite
 */
record BrokenRows(RowTexts rows, Examination examination) {

  /** The behaviours that a model breaks. */
  List<BrokenBehaviour> of(Role judged) {
    return examination.behaviours().stream()
        .filter(shown -> !shown.worst(judged).isEmpty())
        .map(shown -> of(shown, judged))
        .toList();
  }

  private BrokenBehaviour of(ShownBehaviour shown, Role judged) {
    DataSet data = data(shown.spec());
    List<BrokenRow> worst = shown.worst(judged);
    Map<Integer, Map<String, String>> held =
        rows.texts(
            data.files(),
            data.where(),
            worst.stream().map(BrokenRow::row).collect(Collectors.toSet()));
    return new BrokenBehaviour(
        shown.name(),
        changes(shown.spec()),
        worst.stream()
            .map(row -> row.with(held.getOrDefault(row.row(), Map.of()), examination.suite().id()))
            .toList());
  }

  private DataSet data(BehaviourSpec spec) {
    DataSet own = examination.suite().data();
    return spec.fold(invariance -> own, direction -> own, BehaviourSpec.MinimumFunctionality::data);
  }

  private static List<String> changes(BehaviourSpec spec) {
    List<Change> changes =
        spec.fold(
            BehaviourSpec.Invariance::changes,
            BehaviourSpec.Direction::changes,
            fixed -> List.of());
    return changes.stream().map(c -> c.column() + " = " + c.expression()).toList();
  }
}
