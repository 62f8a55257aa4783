package dev.bckd.history;

import java.util.List;

/**
 * What a column of single values holds, null left out.
 *
 * @param name of the column
 * @param kind of its values
 * @param distinct how many values it has, about
 * @param values all of them as texts, in order; none where there are more than were asked for
 * @param quantiles the values at the shares that were asked for; none of a column of texts
 */
public record ColumnSummary(
    String name, Kind kind, long distinct, List<String> values, List<Double> quantiles) {

  /** What SQL literals of its values look like. */
  public enum Kind {
    /** Whole numbers. */
    WHOLE,
    /** Other numbers. */
    REAL,
    /** All else: in quotes. */
    TEXT
  }

  public ColumnSummary {
    values = List.copyOf(values);
    quantiles = List.copyOf(quantiles);
  }
}
