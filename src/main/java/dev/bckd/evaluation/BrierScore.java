package dev.bckd.evaluation;

import dev.bckd.model.Role;
import dev.bckd.stats.RatioOfSums;

/**
 * The mean squared error of the probabilities: for two answers (p - y)², for more the sum over
 * classes of (p_k - y_k)², where a class that the model lacks has probability 0.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2">Brier, Monthly
 *     Weather Review 78 (1950)</a>
 */
final class BrierScore implements Metric<Answers> {

  @Override
  public String name() {
    return "brier-score";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public RatioOfSums of(Answers answers, Role role) {
    return RatioOfSums.mean(
        answers.samples(),
        answers.classes(role) == 2 ? i -> missed(answers, role, i) : i -> sum(answers, role, i));
  }

  private static double missed(Answers answers, Role role, int sample) {
    double missing = 1 - answers.probability(role, sample, answers.label(sample));
    return missing * missing;
  }

  private static double sum(Answers answers, Role role, int sample) {
    double sum = 1 - 2 * answers.probability(role, sample, answers.label(sample));
    for (int k = 0; k < answers.classes(role); k++) {
      double probability = answers.probability(role, sample, k);
      sum += probability * probability;
    }
    return sum;
  }
}
