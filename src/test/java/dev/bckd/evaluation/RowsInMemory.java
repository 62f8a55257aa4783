package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.LocalFile;
import dev.bckd.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows held in memory, by column; a condition is the name of a column of truth values. Rows can be
 * put in another order.
 */
public final class RowsInMemory implements HistorySource {
  private final Map<String, List<?>> columns;
  private final List<Query> queries = new ArrayList<>();

  public RowsInMemory(Map<String, List<?>> columns) {
    this.columns = new LinkedHashMap<>(columns);
  }

  /** The same rows in the order of these numbers. */
  public RowsInMemory inOrder(List<Integer> order) {
    Map<String, List<?>> reordered = new LinkedHashMap<>();
    columns.forEach(
        (name, values) -> reordered.put(name, order.stream().<Object>map(values::get).toList()));
    return new RowsInMemory(reordered);
  }

  /** What was asked for so far. */
  public List<Query> queries() {
    return queries;
  }

  @Override
  public Table read(Query query) {
    queries.add(query);
    Map<String, Column> read = new LinkedHashMap<>();
    query.fields().forEach(field -> read.put(field.name(), column(field)));
    return new Table(columns.values().iterator().next().size(), read);
  }

  @Override
  public List<LocalFile> files(List<String> patterns) {
    return List.of();
  }

  private Column column(Field field) {
    if (field instanceof Field.Input input) {
      return input(input.spec());
    }
    if (field instanceof Field.Whole whole) {
      return new Column.Longs(longs(whole.column()), 1);
    }
    if (field instanceof Field.WholeList list) {
      return lists(values(list.column()));
    }
    if (field instanceof Field.Text text) {
      return new Column.Texts(
          values(text.column()).stream().map(String::valueOf).toArray(String[]::new));
    }
    if (field instanceof Field.Condition condition) {
      return flags(values(condition.where()));
    }
    throw new IllegalArgumentException("no " + field);
  }

  private Column input(TensorSpec spec) {
    if (spec.type() == ElementType.INT64) {
      return new Column.Longs(longs(spec.column()), spec.width());
    }
    double[] doubles =
        values(spec.column()).stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return new Column.Floats(floats, 1);
  }

  private long[] longs(String column) {
    return values(column).stream()
        .flatMap(value -> value instanceof List<?> list ? list.stream() : List.of(value).stream())
        .mapToLong(value -> ((Number) value).longValue())
        .toArray();
  }

  private static Column lists(List<?> values) {
    List<Number> all = new ArrayList<>();
    int[] starts = new int[values.size() + 1];
    for (int row = 0; row < values.size(); row++) {
      List<?> list = values.get(row) instanceof List<?> some ? some : List.of(values.get(row));
      list.forEach(value -> all.add((Number) value));
      starts[row + 1] = all.size();
    }
    return new Column.LongLists(all.stream().mapToLong(Number::longValue).toArray(), starts);
  }

  private static Column flags(List<?> values) {
    boolean[] flags = new boolean[values.size()];
    for (int row = 0; row < flags.length; row++) {
      flags[row] = (Boolean) values.get(row);
    }
    return new Column.Flags(flags);
  }

  private List<?> values(String column) {
    List<?> values = columns.get(column);
    if (values == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return values;
  }
}
