package dev.bckd.evaluation;

import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.Replicates;
import dev.bckd.stats.Statistic;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the interval of a statistic: in closed form where rows are independent and there is one,
 * else by resampling units.
 *
 * @param bootstrap how to resample
 */
public record Estimator(Bootstrap bootstrap) {
  private static final double MOST_UNDEFINED = 0.01;

  /**
   * The interval of a statistic.
   *
   * @param confidence two-sided, in (0, 1)
   */
  public Estimation estimate(Statistic statistic, SampleUnits units, double confidence) {
    OptionalDouble value = statistic.value();
    if (value.isEmpty()) {
      return new Estimation.Impossible("has no value on these samples");
    }
    Optional<Estimate> closed =
        units.independent() ? statistic.independent(confidence) : Optional.empty();
    return closed
        .<Estimation>map(Estimation.Possible::new)
        .orElseGet(() -> resampled(statistic, value.getAsDouble(), units, confidence));
  }

  private Estimation resampled(
      Statistic statistic, double value, SampleUnits units, double confidence) {
    int size = units.units().size();
    if (size < 2) {
      return new Estimation.Impossible("has no interval: all samples are of one unit");
    }
    Replicates replicates = bootstrap.run(statistic, units.units());
    if (replicates.undefined() > MOST_UNDEFINED * replicates.drawn()) {
      return new Estimation.Impossible(
          "has no interval: no value on %d of %d resamples"
              .formatted(replicates.undefined(), replicates.drawn()));
    }
    Interval interval = replicates.percentiles(value, confidence);
    Estimate percentiles =
        new Estimate(interval, units.independent() ? "bootstrap" : "cluster-bootstrap");
    // Resamples that all agree say nothing about how far off they may be.
    return new Estimation.Possible(
        interval.low() < interval.high()
            ? percentiles
            : statistic.unanimous(size, confidence).orElse(percentiles));
  }
}
