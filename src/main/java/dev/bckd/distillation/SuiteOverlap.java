package dev.bckd.distillation;

import dev.bckd.evaluation.Fingerprints;
import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds rows that gates judge on among those that students are trained on: there a gate measures
 * memory. Looks at suites whose rows are labelled as those of the history are.
 *
 * @param source reads the suites' rows
 */
record SuiteOverlap(HistorySource source, UpgradePolicy policy) {
  // No input can have this name: an input's name is an identifier.
  private static final String LABEL = "history:label";

  /** A line for each suite that shares rows with the history. */
  List<String> remarks(History history) {
    List<RegressionSuite> labelled =
        policy.gates().suites().stream()
            .filter(suite -> suite.ranking().isEmpty() && suite.retrieval().isEmpty())
            .filter(suite -> suite.label().isPresent())
            .toList();
    if (labelled.isEmpty()) {
      return List.of();
    }
    long[] labels = Arrays.stream(history.labels()).asLongStream().toArray();
    Fingerprints trained =
        Fingerprints.of(history.inputs().with(LABEL, new Column.Longs(labels, 1)));
    return labelled.stream().flatMap(suite -> remark(suite, trained).stream()).toList();
  }

  private Optional<String> remark(RegressionSuite suite, Fingerprints trained) {
    Table rows;
    try {
      rows = source.read(new Query(suite.data().files(), suite.data().where(), fields(suite)));
    } catch (BadInputException unreadable) {
      // The judge will say so, with all that it needs of the suite.
      return Optional.empty();
    }
    int shared = Fingerprints.of(rows).among(trained);
    return shared == 0
        ? Optional.empty()
        : Optional.of(
            "%s: %d of its %d rows are rows of the history too, by inputs and label; a student is"
                    .formatted(suite.name(), shared, rows.rows())
                + " judged there on what it was trained on");
  }

  private List<Field> fields(RegressionSuite suite) {
    List<Field> fields = new ArrayList<>();
    for (TensorSpec input : policy.signature().inputs()) {
      fields.add(new Field.Input(input));
    }
    fields.add(new Field.Whole(LABEL, suite.label().orElseThrow()));
    return fields;
  }
}
