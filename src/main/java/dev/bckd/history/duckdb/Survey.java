package dev.bckd.history.duckdb;

import dev.bckd.history.ColumnSummary;
import dev.bckd.history.ColumnSummary.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks over the columns of some rows in two passes, and a third for conditions.
 *
 * @param files where the rows are
 * @param schema their columns
 * @param where a checked condition
 */
record Survey(RowFiles files, Schema schema, String where) {
  private static final Pattern TEXTS =
      Pattern.compile("VARCHAR|BOOLEAN|DATE|TIME.*|UUID|ENUM\\(.*|UBIGINT|HUGEINT|UHUGEINT");

  /** Every column of single values. */
  List<ColumnSummary> summaries(Connection database, int mostValues, List<Double> shares)
      throws SQLException {
    List<String> columns =
        schema.types().keySet().stream().filter(column -> kind(column).isPresent()).toList();
    if (columns.isEmpty()) {
      return List.of();
    }
    List<Long> distinct = distinct(database, columns);
    String aggregates =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    values(columns.get(i), distinct.get(i), mostValues)
                        + ", "
                        + quantiles(columns.get(i), shares))
            .collect(Collectors.joining(", "));
    List<ColumnSummary> summaries = new ArrayList<>();
    try (PreparedStatement statement = database.prepareStatement(select(aggregates));
        ResultSet row = statement.executeQuery()) {
      row.next();
      for (int i = 0; i < columns.size(); i++) {
        List<String> values = texts(row.getArray(2 * i + 1));
        summaries.add(
            new ColumnSummary(
                columns.get(i),
                kind(columns.get(i)).orElseThrow(),
                values.isEmpty() ? distinct.get(i) : values.size(),
                values.size() > mostValues ? List.of() : values,
                numbers(row.getArray(2 * i + 2))));
      }
    }
    return summaries;
  }

  /** Which of some conditions each row meets first. */
  List<byte[]> firstMet(Connection database, List<List<String>> conditions) throws SQLException {
    String cases = conditions.stream().map(Survey::firstOf).collect(Collectors.joining(", "));
    byte[][] codes = new byte[conditions.size()][1024];
    int rows = 0;
    try (PreparedStatement statement = database.prepareStatement(select(cases));
        ResultSet row = statement.executeQuery()) {
      for (; row.next(); rows++) {
        for (int i = 0; i < codes.length; i++) {
          if (rows == codes[i].length) {
            codes[i] = Arrays.copyOf(codes[i], rows + rows / 2);
          }
          codes[i][rows] = row.getByte(i + 1);
        }
      }
    }
    List<byte[]> first = new ArrayList<>();
    for (byte[] of : codes) {
      first.add(Arrays.copyOf(of, rows));
    }
    return Collections.unmodifiableList(first);
  }

  private List<Long> distinct(Connection database, List<String> columns) throws SQLException {
    String counts =
        columns.stream()
            .map(column -> "approx_count_distinct(" + sql(column) + ")")
            .collect(Collectors.joining(", "));
    List<Long> distinct = new ArrayList<>();
    try (PreparedStatement statement = database.prepareStatement(select(counts));
        ResultSet row = statement.executeQuery()) {
      row.next();
      for (int i = 1; i <= columns.size(); i++) {
        distinct.add(row.getLong(i));
      }
    }
    return distinct;
  }

  /** Counts are approximate, so twice as many are still looked at. */
  private String values(String column, long distinct, int mostValues) {
    String of = sql(column);
    return distinct > 2L * mostValues
        ? "[]::VARCHAR[]"
        : "list_sort(list(DISTINCT %s) FILTER (%s IS NOT NULL))::VARCHAR[]".formatted(of, of);
  }

  private String quantiles(String column, List<Double> shares) {
    return kind(column).orElseThrow() == Kind.TEXT
        ? "[]::DOUBLE[]"
        : "quantile_disc(CAST(%s AS DOUBLE), %s)".formatted(sql(column), shares);
  }

  private String select(String expressions) {
    return "SELECT %s FROM (SELECT * FROM %s WHERE %s)"
        .formatted(expressions, files.tableFunction(), where);
  }

  private static String firstOf(List<String> conditions) {
    return IntStream.range(0, conditions.size())
        .mapToObj(i -> "WHEN " + conditions.get(i) + " THEN " + i)
        .collect(Collectors.joining(" ", "CAST(CASE ", " ELSE -1 END AS TINYINT)"));
  }

  private Optional<Kind> kind(String column) {
    String type = Objects.requireNonNull(schema.types().get(column)).toUpperCase(Locale.ROOT);
    ColumnType known = ColumnType.of(type);
    if (known.isScalar(ColumnType.Kind.WHOLE)) {
      return Optional.of(Kind.WHOLE);
    }
    if (known.isScalar(ColumnType.Kind.REAL)) {
      return Optional.of(Kind.REAL);
    }
    return known.list() || !TEXTS.matcher(type).matches()
        ? Optional.empty()
        : Optional.of(Kind.TEXT);
  }

  private String sql(String column) {
    return new Source(schema.place(), column).sql();
  }

  private static List<Double> numbers(@Nullable Array array) throws SQLException {
    return array == null
        ? List.of()
        : Arrays.stream((Object[]) array.getArray()).map(Double.class::cast).toList();
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null
        ? List.of()
        : Arrays.stream((@Nullable Object[]) array.getArray())
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .toList();
  }
}
