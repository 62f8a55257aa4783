package dev.bckd.distillation.djl;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.util.ArrayList;
import java.util.List;

/** The labelled rows of one data set of the history: what the models take, and what is right. */
final class HistoryRows {
  // No input can have these names: an input's name is an identifier.
  private static final String LABEL = "history:label";
  private static final String WEIGHT = "history:weight";
  private static final String KNOWN = "history:teacher-knows";

  private final String place;
  private final String labelColumn;
  private final Table table;

  private HistoryRows(String place, String labelColumn, Table table) {
    this.place = place;
    this.labelColumn = labelColumn;
    this.table = table;
  }

  /**
   * The rows of the old tasks, then those of the new ones.
   *
   * @throws BadInputException as {@link HistorySource#read}, or for a negative weight
   */
  static List<HistoryRows> read(HistorySource source, UpgradePolicy policy) {
    List<HistoryRows> parts = new ArrayList<>();
    parts.add(read(source, policy, policy.history().old()));
    policy.history().fresh().ifPresent(fresh -> parts.add(read(source, policy, fresh)));
    return parts;
  }

  private static HistoryRows read(HistorySource source, UpgradePolicy policy, DataSet data) {
    HistoryPolicy history = policy.history();
    List<Field> fields = new ArrayList<>();
    policy.signature().inputs().forEach(spec -> fields.add(new Field.Input(spec)));
    fields.add(new Field.Whole(LABEL, history.label()));
    history.weight().ifPresent(column -> fields.add(new Field.Real(WEIGHT, column)));
    history.teacherKnows().ifPresent(where -> fields.add(new Field.Condition(KNOWN, where)));
    Table table = source.read(new Query(data.files(), data.where(), fields));
    HistoryRows rows = new HistoryRows(String.join(", ", data.files()), history.label(), table);
    history.weight().ifPresent(rows::requireWeights);
    return rows;
  }

  private void requireWeights(String column) {
    for (int row = 0; row < rows(); row++) {
      if (weight(row) < 0) {
        throw new BadInputException(
            place,
            "column '%s', row %d: %s; expected a weight of 0 or above"
                .formatted(column, row + 1, weight(row)));
      }
    }
  }

  /**
   * Refuses labels beyond the classes there are.
   *
   * @param classes labels are 0 to one less
   */
  void requireLabelsBelow(int classes) {
    for (int row = 0; row < rows(); row++) {
      if (label(row) < 0 || label(row) >= classes) {
        throw new BadInputException(
            place,
            "column '%s', row %d: label %d; expected 0 to %d"
                .formatted(labelColumn, row + 1, label(row), classes - 1));
      }
    }
  }

  int rows() {
    return table.rows();
  }

  /** The rows with the columns the models take, and more. */
  Table table() {
    return table;
  }

  long label(int row) {
    return table.column(LABEL, Column.Longs.class).values()[row];
  }

  /** The sample weight; 1 where none is given. */
  float weight(int row) {
    return table.has(WEIGHT) ? table.column(WEIGHT, Column.Floats.class).values()[row] : 1;
  }

  /** Whether the teacher can be asked about the row. */
  boolean known(int row) {
    return !table.has(KNOWN) || table.column(KNOWN, Column.Flags.class).at(row);
  }
}
