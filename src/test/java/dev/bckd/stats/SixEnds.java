package dev.bckd.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;

/**
 * The last six columns of an oracle's row: low and high of an interval for no gate, of one that
 * passes by its low end, and of one that passes by its high end.
 */
record SixEnds(Interval ofNone, Interval ofMin, Interval ofMax) {

  void assertAreThoseOf(Basis basis, double confidence, double tolerance) {
    assertClose(basis.interval(confidence), ofNone, tolerance);
    assertClose(basis.passingBy(Ends.LOW).interval(confidence), ofMin, tolerance);
    assertClose(basis.passingBy(Ends.HIGH).interval(confidence), ofMax, tolerance);
  }

  private static void assertClose(Interval found, Interval expected, double tolerance) {
    assertThat(found.low()).isCloseTo(expected.low(), within(tolerance));
    assertThat(found.high()).isCloseTo(expected.high(), within(tolerance));
  }

  /** Reads them. */
  static final class Last implements ArgumentsAggregator {
    @Override
    public SixEnds aggregateArguments(ArgumentsAccessor row, ParameterContext context) {
      int first = row.size() - 6;
      return new SixEnds(interval(row, first), interval(row, first + 2), interval(row, first + 4));
    }

    private static Interval interval(ArgumentsAccessor row, int at) {
      double low = row.getDouble(at);
      return new Interval(low, low, row.getDouble(at + 1));
    }
  }
}
