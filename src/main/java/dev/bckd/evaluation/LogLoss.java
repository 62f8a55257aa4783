package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/**
 * The mean of minus the natural logarithm of the probability given to the right answer. A
 * probability counts as 1e-15 at least: a class that a model lacks costs much, not everything.
 *
 * @see <a href="https://www.jstor.org/stable/2984087">Good, Rational decisions, JRSS B 14
 *     (1952)</a>
 */
final class LogLoss implements Metric<Answers> {
  private static final double MOST = -Math.log(1e-15);

  @Override
  public String name() {
    return "log-loss";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public RatioOfSums of(Answers answers, Role role) {
    return RatioOfSums.mean(
        answers.samples(), i -> Math.min(MOST, -answers.logProbability(role, i, answers.label(i))));
  }
}
