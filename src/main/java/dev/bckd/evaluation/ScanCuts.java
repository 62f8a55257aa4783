package dev.bckd.evaluation;

import dev.bckd.history.ColumnSummary;
import dev.bckd.history.ColumnSummary.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cuts columns into parts that a person would name: each value, or quarters of the numbers. */
final class ScanCuts {
  /** A column with more values is cut by size, or not at all. */
  static final int MOST_VALUES = 50;

  /** Around each quartile, a window to choose a round number from. */
  static final List<Double> SHARES = List.of(0.23, 0.27, 0.48, 0.52, 0.73, 0.77);

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What DuckDB takes for a name only in quotes: duckdb_keywords(), reserved. */
  private static final Set<String> RESERVED =
      Stream.of(
              "all analyse analyze and any array as asc asymmetric both case cast check collate",
              "column constraint create default deferrable desc describe distinct do else end",
              "except false fetch for foreign from group having in initially intersect into",
              "lambda lateral leading limit not null offset on only or order pivot pivot_longer",
              "pivot_wider placing primary qualify references returning select show some",
              "summarize symmetric table then to trailing true union unique unpivot using",
              "variadic when where window with")
          .flatMap(words -> Stream.of(words.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  private ScanCuts() {}

  /**
   * The conditions of a column's parts, and one for null.
   *
   * @param rows number of rows
   * @return none of a column that has too many values to name and no size, or more than half as
   *     many as rows and no fraction, so that it is likely an id
   */
  static List<String> of(ColumnSummary column, long rows) {
    List<String> conditions = new ArrayList<>();
    String name = identifier(column.name());
    if (column.kind() != Kind.REAL && 2 * column.distinct() > rows) {
      return conditions;
    }
    if (column.kind() != Kind.REAL && !column.values().isEmpty()) {
      column.values().forEach(value -> conditions.add(name + " = " + literal(column, value)));
    } else if (column.kind() != Kind.TEXT) {
      bins(name, cuts(column)).forEach(conditions::add);
    }
    if (!conditions.isEmpty()) {
      conditions.add(name + " IS NULL");
    }
    return conditions;
  }

  private static Stream<String> bins(String name, List<String> cuts) {
    if (cuts.isEmpty()) {
      return Stream.of();
    }
    List<String> bins = new ArrayList<>();
    bins.add(name + " < " + cuts.get(0));
    for (int i = 1; i < cuts.size(); i++) {
      bins.add("%s >= %s AND %s < %s".formatted(name, cuts.get(i - 1), name, cuts.get(i)));
    }
    bins.add(name + " >= " + cuts.get(cuts.size() - 1));
    return bins.stream();
  }

  private static List<String> cuts(ColumnSummary column) {
    List<Double> quantiles = column.quantiles();
    List<BigDecimal> cuts = new ArrayList<>();
    for (int i = 0; i + 1 < quantiles.size(); i += 2) {
      if (Double.isFinite(quantiles.get(i)) && Double.isFinite(quantiles.get(i + 1))) {
        cuts.add(roundest(quantiles.get(i), quantiles.get(i + 1)));
      }
    }
    return cuts.stream().map(BigDecimal::toPlainString).distinct().toList();
  }

  /** The number with the fewest digits between two. */
  static BigDecimal roundest(double low, double high) {
    BigDecimal least = new BigDecimal(Double.toString(low));
    BigDecimal most = new BigDecimal(Double.toString(high));
    if (least.signum() * most.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    for (int scale = least.scale() - least.precision() - 1; scale < least.scale(); scale++) {
      BigDecimal rounded = least.setScale(scale, RoundingMode.CEILING);
      if (rounded.compareTo(most) <= 0 && rounded.signum() != 0) {
        return rounded;
      }
    }
    return least;
  }

  private static String literal(ColumnSummary column, String value) {
    return column.kind() == Kind.WHOLE ? value : "'" + value.replace("'", "''") + "'";
  }

  private static String identifier(String column) {
    boolean plain =
        PLAIN.matcher(column).matches() && !RESERVED.contains(column.toLowerCase(Locale.ROOT));
    return plain ? column : '"' + column.replace("\"", "\"\"") + '"';
  }
}
