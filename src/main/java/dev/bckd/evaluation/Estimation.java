package dev.bckd.evaluation;

import dev.bckd.stats.Basis;
import dev.bckd.stats.Estimate;
import java.util.Optional;
import java.util.function.Function;

/** What came of an attempt to find an interval. */
public sealed interface Estimation {
  /** One answer for each outcome. */
  <T> T fold(Function<Possible, T> possible, Function<Impossible, T> impossible);

  /** The interval, where there is one. */
  default Optional<Estimate> found() {
    return fold(possible -> Optional.of(possible.estimate()), impossible -> Optional.empty());
  }

  /** The interval, and the numbers that it was computed from. */
  record Possible(Estimate estimate, Basis basis) implements Estimation {
    @Override
    public <T> T fold(Function<Possible, T> possible, Function<Impossible, T> impossible) {
      return possible.apply(this);
    }
  }

  /** There is none on these samples; the reason completes a sentence about the metric. */
  record Impossible(String reason) implements Estimation {
    @Override
    public <T> T fold(Function<Possible, T> possible, Function<Impossible, T> impossible) {
      return impossible.apply(this);
    }
  }
}
