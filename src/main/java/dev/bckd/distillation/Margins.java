package dev.bckd.distillation;

import dev.bckd.stats.Interval;
import java.util.OptionalDouble;

/**
 * What a student may lack on new rows.
 *
 * @param accuracy of the incoming model's accuracy, as a share; negative if it must have more
 * @param area of its area under the curve; empty where the rows are altered, which costs a
 *     student's area more than its accuracy, and more than on rows that nobody has seen
 * @param errors standard errors by which a difference, of old rows too, must be on the right side
 */
record Margins(double accuracy, OptionalDouble area, double errors) {
  /** Standard errors from an estimate to the end of an interval of 95 %. */
  private static final double TO_THE_END = 1.96;

  /** Of accuracy alone, by the estimate. */
  static Margins ofAccuracy(double margin) {
    return new Margins(margin, OptionalDouble.empty(), 0);
  }

  /** Of both alike, by the estimate. */
  static Margins ofBoth(double margin) {
    return new Margins(margin, OptionalDouble.of(margin), 0);
  }

  /**
   * The same beside a stand-in, by one standard error: the best of several neighbours is partly the
   * luckiest.
   *
   * @param lacks how much less right than the incoming model it is, as a share
   * @see <a href="https://doi.org/10.1201/9781315139470">Breiman et al., 1984: the rule of one
   *     standard error</a>
   */
  Margins besideStandIn(double lacks) {
    return new Margins(accuracy - lacks, area, 1);
  }

  /** A difference, less the standard errors asked for. */
  double surely(Interval difference) {
    double error = (difference.estimate() - difference.low()) / TO_THE_END;
    return difference.estimate() - errors * error;
  }
}
