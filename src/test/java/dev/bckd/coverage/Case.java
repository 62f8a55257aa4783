package dev.bckd.coverage;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one interval over a number of designs, each as probable as the next.
 *
 * @param interval the method
 * @param design what it was put to
 * @param effective how many independent ones of what is counted a sample is worth on average; empty
 *     where that differs from design to design, or is not known
 * @param tallies one for each design
 */
record Case(String interval, String design, OptionalDouble effective, List<Tally> tallies) {
  Case {
    tallies = List.copyOf(tallies);
  }

  /** Of designs that differ in what they expect. */
  Case(String interval, String design, List<Tally> tallies) {
    this(interval, design, OptionalDouble.empty(), tallies);
  }

  double mean() {
    return mean(Tally::coverage);
  }

  double smallest() {
    return tallies.stream().mapToDouble(Tally::coverage).min().orElseThrow();
  }

  double meanAbove() {
    return mean(Tally::aboveShare);
  }

  double mostAbove() {
    return tallies.stream().mapToDouble(Tally::aboveShare).max().orElseThrow();
  }

  double meanBelow() {
    return mean(Tally::belowShare);
  }

  double mostBelow() {
    return tallies.stream().mapToDouble(Tally::belowShare).max().orElseThrow();
  }

  private double mean(ToDoubleFunction<Tally> share) {
    return tallies.stream().mapToDouble(share).average().orElseThrow();
  }

  /** A row of a Markdown table, in percent. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |",
        interval,
        design,
        effective.isPresent() ? "%.1f".formatted(effective.getAsDouble()) : "",
        100 * mean(),
        100 * smallest(),
        100 * meanAbove(),
        100 * mostAbove(),
        100 * meanBelow(),
        100 * mostBelow());
  }
}
