package dev.bckd.policy;

import dev.bckd.model.Role;
import java.util.function.Function;

/** What a metric must keep. Limits are in the metric's unit. */
public sealed interface Limit {
  /** One answer for each kind of limit. */
  <T> T fold(
      Function<AtMost, T> atMost,
      Function<AtLeast, T> atLeast,
      Function<Between, T> between,
      Function<NoWorseThan, T> noWorseThan);

  /** The metric must not exceed {@code max}. */
  record AtMost(double max) implements Limit {
    @Override
    public <T> T fold(
        Function<AtMost, T> atMost,
        Function<AtLeast, T> atLeast,
        Function<Between, T> between,
        Function<NoWorseThan, T> noWorseThan) {
      return atMost.apply(this);
    }
  }

  /** The metric must reach {@code min}. */
  record AtLeast(double min) implements Limit {
    @Override
    public <T> T fold(
        Function<AtMost, T> atMost,
        Function<AtLeast, T> atLeast,
        Function<Between, T> between,
        Function<NoWorseThan, T> noWorseThan) {
      return atLeast.apply(this);
    }
  }

  /** The metric must lie in {@code [min, max]}. */
  record Between(double min, double max) implements Limit {
    @Override
    public <T> T fold(
        Function<AtMost, T> atMost,
        Function<AtLeast, T> atLeast,
        Function<Between, T> between,
        Function<NoWorseThan, T> noWorseThan) {
      return between.apply(this);
    }
  }

  /**
   * The metric must not be worse than another model's on the same rows by more than a margin.
   *
   * @param reference the model compared with: teacher or incoming
   * @param margin absolute, not negative, in the metric's unit
   */
  record NoWorseThan(Role reference, double margin) implements Limit {
    @Override
    public <T> T fold(
        Function<AtMost, T> atMost,
        Function<AtLeast, T> atLeast,
        Function<Between, T> between,
        Function<NoWorseThan, T> noWorseThan) {
      return noWorseThan.apply(this);
    }
  }
}
