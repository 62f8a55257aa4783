package dev.bckd.coverage;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.SampleUnits;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Ends;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;

/**
 * The intervals at 95 % that a gate would get.
 *
 * @param passing the end by which it passes
 */
record Intervals(Ends passing) {

  /** Of independent rows, in closed form if there is one. */
  Interval rows(Statistic statistic) {
    return interval(statistic, new SampleUnits(Units.rows(statistic.samples()), false));
  }

  /** Of rows in groups. */
  Interval groups(Statistic statistic, Units groups) {
    return interval(statistic, new SampleUnits(groups, true));
  }

  private Interval interval(Statistic statistic, SampleUnits units) {
    return new Estimator(new Bootstrap(1, Bootstrap.DEFAULT_REPLICATES))
        .passingBy(passing)
        .estimate(statistic, units, 0.95)
        .<Estimate>fold(
            possible -> possible.estimate(),
            impossible -> {
              throw new IllegalStateException(impossible.reason());
            })
        .interval();
  }
}
