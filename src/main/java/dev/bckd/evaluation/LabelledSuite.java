package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.Table;
import dev.bckd.inference.AtOnce;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.Signature;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A suite whose every row is one labelled answer. */
final class LabelledSuite {
  private static final String LABEL = "@label";

  private final ModelInputs inputs;
  private final String place;
  private final String label;
  private final int classes;

  /**
   * @param classes number of right answers there can be
   */
  LabelledSuite(Signature signature, RegressionSuite suite, int classes) {
    this(
        new ModelInputs(signature),
        suite.file(),
        suite
            .label()
            .orElseThrow(() -> new BadInputException(suite.file(), "spec.data.label is missing")),
        classes);
  }

  private LabelledSuite(ModelInputs inputs, String place, String label, int classes) {
    this.inputs = inputs;
    this.place = place;
    this.label = label;
    this.classes = classes;
  }

  /** The same for rows of another place, named so in messages. */
  LabelledSuite at(String other) {
    return new LabelledSuite(inputs, other, label, classes);
  }

  /** What to read of each row. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>(inputs.fields());
    fields.add(new Field.Whole(LABEL, label));
    return fields;
  }

  /**
   * Lets every model answer the rows.
   *
   * @param groups which of them belong together, where the suite says so
   */
  Answers put(Table rows, Optional<Units> groups, Map<Role, ScoringModel> models) {
    int[] labels = labels(rows.column(LABEL, Column.Longs.class));
    Table asked = inputs.of(rows);
    return Answers.of(labels, AtOnce.score(models, asked), groups);
  }

  private int[] labels(Column.Longs column) {
    int[] labels = new int[column.rows()];
    for (int row = 0; row < labels.length; row++) {
      long value = column.values()[row];
      if (value < 0 || value >= classes) {
        throw new BadInputException(
            place + ", column " + label,
            "row %d holds %d; expected %s".formatted(row + 1, value, expected()));
      }
      labels[row] = (int) value;
    }
    return labels;
  }

  private String expected() {
    return classes == 2 ? "0 or 1" : "a class from 0 to " + (classes - 1);
  }
}
