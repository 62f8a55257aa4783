package dev.bckd.evaluation;

import dev.bckd.history.Change;
import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.RegressionSuite;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of a suite with other inputs, as a behaviour changes them.
 *
 * @param signature which columns are inputs
 * @param suite whose rows
 * @param spec the behaviour
 * @param changes what it changes
 */
record ChangedRows(
    Signature signature, RegressionSuite suite, BehaviourSpec spec, List<Change> changes) {

  /**
   * Checks that the change can matter.
   *
   * @throws BadInputException if it changes a column that feeds no input: every model would show
   *     the behaviour
   */
  ChangedRows {
    List<String> columns = signature.inputs().stream().map(TensorSpec::column).toList();
    for (Change change : changes) {
      if (!columns.contains(change.column())) {
        throw new BadInputException(
            change.where(),
            "column '%s' feeds no input of the model; expected one of: %s"
                .formatted(change.column(), String.join(", ", columns)));
      }
    }
  }

  /** Whether a row of the suite is one that the behaviour changes. */
  static Field condition(BehaviourSpec spec, String where) {
    return new Field.Condition(field(spec), where);
  }

  /** No input of a model can have this name. */
  private static String field(BehaviourSpec spec) {
    return "@behaviour " + spec.name();
  }

  /** Which rows of the suite the behaviour changes, by number from 0. */
  int[] asked(Table rows) {
    IntStream all = IntStream.range(0, rows.rows());
    if (spec.rows().isEmpty()) {
      return all.toArray();
    }
    Column.Flags flags = rows.column(field(spec), Column.Flags.class);
    return all.filter(flags::at).toArray();
  }

  /**
   * These rows with their other inputs, in the same order.
   *
   * @param asked number of them
   */
  Table read(HistorySource history, int asked) {
    List<String> conditions =
        Stream.concat(suite.data().where().stream(), spec.rows().stream()).toList();
    List<Field> fields = new ModelInputs(signature).fields();
    Table after = history.read(new Query(suite.data().files(), conditions, changes, fields));
    if (after.rows() != asked) {
      throw new BadInputException(
          spec.where(),
          "%d rows meet the condition at one look and %d at the next; expected the same rows"
              .formatted(asked, after.rows()));
    }
    return after;
  }

  /**
   * Those of the changed rows that are other inputs of a model, by number from 0. One that stays as
   * it is could not break anything.
   */
  int[] differing(Table rows, int[] asked, Table after) {
    List<TensorSpec> inputs =
        signature.inputs().stream()
            .filter(input -> changes.stream().anyMatch(c -> c.column().equals(input.column())))
            .toList();
    return IntStream.range(0, asked.length)
        .filter(
            row ->
                inputs.stream()
                    .anyMatch(
                        input ->
                            differ(
                                ModelInputs.column(rows, input),
                                asked[row],
                                ModelInputs.column(after, input),
                                row)))
        .toArray();
  }

  private static boolean differ(Column before, int row, Column after, int other) {
    if (before instanceof Column.Longs first && after instanceof Column.Longs second) {
      return !first.values(row, row + 1).equals(second.values(other, other + 1));
    }
    if (before instanceof Column.Floats first && after instanceof Column.Floats second) {
      return !first.values(row, row + 1).equals(second.values(other, other + 1));
    }
    throw new IllegalStateException("inputs are whole or real numbers");
  }
}
