package dev.bckd.evaluation;

import dev.bckd.policy.IntervalKind;
import dev.bckd.stats.Basis;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Ends;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.Replicates;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.UnitSums;
import java.util.Optional;

/**
 * Finds the interval of a statistic: in closed form where there is one for independent rows, or for
 * units with few hits, else by resampling units.
 *
 * @param bootstrap how to resample
 * @param rates how the rates of independent rows are bounded
 * @param passing by which ends an interval lets a gate pass; where there are any, those of rates
 *     and their differences over independent rows are more careful
 */
public record Estimator(Bootstrap bootstrap, IntervalKind rates, Ends passing) {
  private static final double MOST_UNDEFINED = 0.01;

  /** One that bounds rates by their score, for no gate. */
  public Estimator(Bootstrap bootstrap) {
    this(bootstrap, IntervalKind.SCORE, Ends.NEITHER);
  }

  /** The same, that bounds the rates of independent rows in another way. */
  public Estimator bounding(IntervalKind kind) {
    return new Estimator(bootstrap, kind, passing);
  }

  /** The same for a gate that passes by these ends. */
  public Estimator passingBy(Ends ends) {
    return new Estimator(bootstrap, rates, ends);
  }

  /**
   * The interval of a statistic.
   *
   * @param confidence two-sided, in (0, 1)
   */
  public Estimation estimate(Statistic statistic, SampleUnits units, double confidence) {
    Optional<Basis> closed = units.independent() ? statistic.independent() : Optional.empty();
    return closed
        .map(basis -> basis.passingBy(rates == IntervalKind.EXACT ? Ends.BOTH : passing))
        .<Estimation>map(basis -> new Estimation.Possible(Estimate.of(basis, confidence), basis))
        .orElseGet(() -> byUnit(statistic, units, confidence));
  }

  private Estimation byUnit(Statistic statistic, SampleUnits units, double confidence) {
    String method = units.independent() ? "bootstrap" : "cluster-bootstrap";
    UnitSums sums = bootstrap.sums(statistic, units.units(), method);
    if (sums.value().isEmpty()) {
      return new Estimation.Impossible("has no value on these samples");
    }
    int size = units.units().size();
    if (size < 2) {
      return new Estimation.Impossible("has no interval: all samples are of one unit");
    }
    return statistic
        .clustered(sums, units.units())
        .map(counts -> counts.passingBy(passing))
        .<Estimation>map(counts -> new Estimation.Possible(Estimate.of(counts, confidence), counts))
        .orElseGet(() -> resampled(statistic, sums, size, confidence));
  }

  private static Estimation resampled(
      Statistic statistic, UnitSums sums, int size, double confidence) {
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
    return new Estimation.Possible(Estimate.of(basis, confidence), basis);
  }
}
