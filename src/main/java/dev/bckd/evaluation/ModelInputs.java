package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a model among the columns of a suite.
 *
 * @param signature how the model is called
 */
record ModelInputs(Signature signature) {
  /** One field for each input. */
  List<Field> fields() {
    return signature.inputs().stream().<Field>map(Field.Input::new).toList();
  }

  /** The rows with nothing but the inputs. */
  Table of(Table rows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    signature.inputs().forEach(input -> columns.put(input.name(), column(rows, input)));
    return new Table(rows.rows(), columns);
  }

  static Column column(Table rows, TensorSpec input) {
    return input.type() == ElementType.INT64
        ? rows.column(input.name(), Column.Longs.class)
        : rows.column(input.name(), Column.Floats.class);
  }
}
