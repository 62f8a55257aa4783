package dev.bckd.gates;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.SuitePart;
import dev.bckd.model.Role;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A metric of two models side by side, without a verdict.
 *
 * @param suite the suite's name
 * @param values of both models
 * @param difference the candidate's minus the teacher's, on the same samples; empty where the
 *     metric holds a model against the teacher anyway, or has no interval
 */
public record Comparison(String suite, MetricValues values, Optional<Interval> difference) {

  /**
   * Every metric of a suite's kind, on the whole suite and then on each slice.
   *
   * @param examination of teacher and candidate
   * @param seed of the resamples
   */
  public static List<Comparison> of(Examination examination, long seed) {
    Estimator estimator =
        new Estimator(new Bootstrap(seed, Bootstrap.DEFAULT_REPLICATES))
            .bounding(examination.suite().interval());
    List<Comparison> comparisons = new ArrayList<>();
    Iterator<MetricValues> values = MetricValues.of(examination, estimator).iterator();
    for (SuitePart<?> part : examination.parts()) {
      examination
          .metrics()
          .forEach(
              metric ->
                  comparisons.add(
                      new Comparison(
                          examination.suite().name(),
                          values.next(),
                          metric.againstTeacher()
                              ? Optional.empty()
                              : difference(
                                  part,
                                  metric.name(),
                                  estimator,
                                  examination.suite().confidence()))));
    }
    comparisons.addAll(new BehaviourJudge(estimator).compare(examination));
    return comparisons;
  }

  private static Optional<Interval> difference(
      SuitePart<?> part, String metric, Estimator estimator, double confidence) {
    return estimator
        .estimate(
            part.statistic(metric, Role.CANDIDATE).minus(part.statistic(metric, Role.TEACHER)),
            part.units(),
            confidence)
        .found()
        .map(Estimate::interval);
  }
}
