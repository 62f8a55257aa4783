package dev.bckd.evaluation;

import dev.bckd.stats.Basis;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.Replicates;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.UnitSums;
import java.util.Optional;

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
    Optional<Basis> closed = units.independent() ? statistic.independent() : Optional.empty();
    return closed
        .<Estimation>map(basis -> new Estimation.Possible(Estimate.of(basis, confidence)))
        .orElseGet(() -> resampled(statistic, units, confidence));
  }

  private Estimation resampled(Statistic statistic, SampleUnits units, double confidence) {
    String method = units.independent() ? "bootstrap" : "cluster-bootstrap";
    UnitSums sums = bootstrap.sums(statistic, units.units(), method);
    if (sums.value().isEmpty()) {
      return new Estimation.Impossible("has no value on these samples");
    }
    int size = units.units().size();
    if (size < 2) {
      return new Estimation.Impossible("has no interval: all samples are of one unit");
    }
    Replicates replicates = sums.replicates();
    if (replicates.undefined() > MOST_UNDEFINED * replicates.drawn()) {
      return new Estimation.Impossible(
          "has no interval: no value on %d of %d resamples"
              .formatted(replicates.undefined(), replicates.drawn()));
    }
    Interval interval = sums.interval(confidence);
    Basis basis =
        // Resamples that all agree say nothing about how far off they may be.
        interval.low() < interval.high() ? sums : statistic.unanimous(size).orElse(sums);
    return new Estimation.Possible(Estimate.of(basis, confidence));
  }
}
