package dev.bckd.gates;

import dev.bckd.stats.Basis;
import dev.bckd.stats.Interval;
import dev.bckd.stats.SampleSize;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.Optional;

/**
 * What turns evidence into a verdict: nothing else takes part, so that a verdict can be reached
 * again from the numbers alone.
 *
 * @param bound what the interval is held against
 * @param confidence of the interval, two-sided, in (0, 1)
 * @param minSamples fewer samples than this decide nothing
 */
public record Rule(Bound bound, double confidence, int minSamples) {

  /**
   * The verdict.
   *
   * @param basis what the interval rests on
   * @param samples number of samples
   */
  public Verdict verdict(Basis basis, long samples) {
    Interval interval = basis.interval(confidence);
    Measurement measured =
        new Measurement(interval, bound.limit(interval.estimate()), samples, basis);
    if (samples < minSamples) {
      return new Verdict.Inconclusive(Optional.of(measured), tooFew(samples));
    }
    if (bound.keptBy(interval)) {
      return new Verdict.Passed(measured);
    }
    return bound.brokenBy(interval)
        ? new Verdict.Failed(measured)
        : new Verdict.Inconclusive(
            Optional.of(measured),
            "the interval lies on both sides of the limit" + advice(measured));
  }

  /**
   * The verdict where there is no interval.
   *
   * @param reason completes a sentence about the metric
   */
  public Verdict withoutInterval(String reason, long samples) {
    return new Verdict.Inconclusive(
        Optional.empty(), samples > 0 && samples < minSamples ? tooFew(samples) : reason);
  }

  private String tooFew(long samples) {
    return "has %d samples, needs %d".formatted(samples, minSamples);
  }

  private String advice(Measurement measured) {
    return SampleSize.toDecide(
            measured.samples(), measured.interval(), confidence, measured.limit())
        .map(size -> "; " + size.text())
        .orElse("");
  }
}
