package dev.bckd.evaluation;

import java.util.function.IntPredicate;

/**
 * How often the teacher and another model are right, sample by sample: the four cells of the paired
 * table. Of a request, right means that a relevant candidate is among the first k.
 *
 * @param bothRight samples that both answer correctly
 * @param onlyTeacher samples that only the teacher answers correctly: negative flips
 * @param onlyModel samples that only the other model answers correctly: positive flips
 * @param neither samples that neither answers correctly
 * @see <a href="https://arxiv.org/abs/2011.09161">Yan et al., CVPR 2021: negative flips</a>
 */
public record FlipTable(long bothRight, long onlyTeacher, long onlyModel, long neither) {
  /**
   * Counts samples.
   *
   * @param samples how many there are
   * @param teacherRight whether the teacher answers a sample, by number from 0, correctly
   * @param modelRight whether the other model does
   */
  static FlipTable of(int samples, IntPredicate teacherRight, IntPredicate modelRight) {
    long[] cells = new long[4];
    for (int i = 0; i < samples; i++) {
      cells[(teacherRight.test(i) ? 0 : 2) + (modelRight.test(i) ? 0 : 1)]++;
    }
    return new FlipTable(cells[0], cells[1], cells[2], cells[3]);
  }

  /** Number of samples. */
  public long samples() {
    return bothRight + onlyTeacher + onlyModel + neither;
  }
}
