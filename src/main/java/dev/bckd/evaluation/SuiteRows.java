package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.SliceSpec;
import dev.bckd.stats.RowWeights;
import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of a suite, with what every kind of suite has: units and slices.
 *
 * @param table the rows
 * @param units which belong together
 * @param weights how much each counts; empty: all alike
 */
record SuiteRows(Table table, SampleUnits units, Optional<RowWeights> weights) {
  // Names of fields that no input of a model can have.
  private static final String UNIT = "@unit";
  private static final String ID = "@id";
  private static final String SLICE = "@slice ";
  private static final String WEIGHT = "@weight";

  /**
   * Reads them.
   *
   * @param own what this kind of suite needs besides
   */
  static SuiteRows read(HistorySource history, RegressionSuite suite, List<Field> own) {
    List<Field> fields = new ArrayList<>(own);
    Optional<String> unit = suite.group().or(suite::id);
    unit.ifPresent(column -> fields.add(new Field.Text(UNIT, column)));
    // Read for its own sake: one that is missing, or holds nulls, is a mistake in any suite.
    suite
        .id()
        .filter(column -> suite.group().isPresent())
        .ifPresent(column -> fields.add(new Field.Text(ID, column)));
    suite.weight().ifPresent(column -> fields.add(new Field.Real(WEIGHT, column)));
    suite
        .slices()
        .forEach(slice -> fields.add(new Field.Condition(SLICE + slice.name(), slice.where())));
    Table table = history.read(new Query(suite.data().files(), suite.data().where(), fields));
    Units units = unit.isPresent() ? named(table) : Units.rows(table.rows());
    return new SuiteRows(
        table,
        new SampleUnits(units, suite.group().isPresent()),
        suite.weight().map(column -> weights(table, suite.file() + ", column " + column)));
  }

  private static RowWeights weights(Table table, String where) {
    float[] weights = table.column(WEIGHT, Column.Floats.class).values();
    double sum = 0;
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] < 0) {
        throw new BadInputException(
            where, "row %d holds %s; expected no negative weight".formatted(row + 1, weights[row]));
      }
      sum += weights[row];
    }
    if (sum == 0) {
      throw new BadInputException(where, "every row holds 0; expected a positive weight");
    }
    return row -> weights[row];
  }

  private static Units named(Table table) {
    Column.Texts names = table.column(UNIT, Column.Texts.class);
    return Units.named(names.rows(), names::at);
  }

  /** The rows of a slice. */
  int[] of(SliceSpec slice) {
    Column.Flags flags = table.column(SLICE + slice.name(), Column.Flags.class);
    return IntStream.range(0, flags.rows()).filter(flags::at).toArray();
  }
}
