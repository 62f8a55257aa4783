package dev.bckd.evaluation;

import dev.bckd.stats.RowWeights;
import java.util.function.IntPredicate;

/**
 * How often the teacher and another model are right, sample by sample: the four cells of the paired
 * table. Of a request, right means that a relevant candidate is among the first k.
 *
 * @param bothRight samples that both answer correctly
 * @param onlyTeacher samples that only the teacher answers correctly: negative flips
 * @param onlyModel samples that only the other model answers correctly: positive flips
 * @param neither samples that neither answers correctly
 * @param shares of the samples' weight, as the metrics count them; of all samples where all count
 *     alike
 * @see <a href="https://arxiv.org/abs/2011.09161">Yan et al., CVPR 2021: negative flips</a>
 */
public record FlipTable(
    long bothRight, long onlyTeacher, long onlyModel, long neither, Shares shares) {

  /** Shares of the four cells; they add up to 1, or are all 0 where no sample has a weight. */
  public record Shares(double bothRight, double onlyTeacher, double onlyModel, double neither) {}

  /** A table of samples that count alike. */
  public FlipTable(long bothRight, long onlyTeacher, long onlyModel, long neither) {
    this(
        bothRight,
        onlyTeacher,
        onlyModel,
        neither,
        shares(new double[] {bothRight, onlyTeacher, onlyModel, neither}));
  }

  /**
   * Counts samples.
   *
   * @param samples how many there are
   * @param teacherRight whether the teacher answers a sample, by number from 0, correctly
   * @param modelRight whether the other model does
   * @param weights how much each counts
   */
  static FlipTable of(
      int samples, IntPredicate teacherRight, IntPredicate modelRight, RowWeights weights) {
    long[] cells = new long[4];
    double[] weighed = new double[4];
    for (int i = 0; i < samples; i++) {
      int cell = (teacherRight.test(i) ? 0 : 2) + (modelRight.test(i) ? 0 : 1);
      cells[cell]++;
      weighed[cell] += weights.of(i);
    }
    return new FlipTable(cells[0], cells[1], cells[2], cells[3], shares(weighed));
  }

  private static Shares shares(double[] weighed) {
    double sum = weighed[0] + weighed[1] + weighed[2] + weighed[3];
    double all = sum == 0 ? 1 : sum;
    return new Shares(weighed[0] / all, weighed[1] / all, weighed[2] / all, weighed[3] / all);
  }

  /** Number of samples. */
  public long samples() {
    return bothRight + onlyTeacher + onlyModel + neither;
  }
}
