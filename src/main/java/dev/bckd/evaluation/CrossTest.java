package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.Statistic;

/**
 * A metric of lists that a model's query embeddings find in the index that the teacher embedded:
 * whether the index must be made anew. The teacher's own value is that of teacher against teacher.
 *
 * @param of the metric of lists
 * @see <a href="https://arxiv.org/abs/2003.11942">Shen et al., Towards backward-compatible
 *     representation learning, CVPR 2020, section 3.1 (cross-test)</a>
 */
record CrossTest(Metric<Rankings> of) implements Metric<Rankings> {

  @Override
  public String name() {
    return "cross-" + of.name();
  }

  @Override
  public Direction direction() {
    return of.direction();
  }

  @Override
  public Statistic of(Rankings rankings, Role role) {
    return of.of(rankings, role);
  }
}
