package dev.bckd.distillation;

/**
 * Temperature-scaled divergence of the student from the teacher, with focal weights.
 *
 * <p>Per row {@code f · T² · KL(softmax(z_teacher/T) ‖ softmax(z_student/T))}, with {@code f =
 * alpha + beta · [teacher right]}; the mean over the rows the teacher knows, the weights normalised
 * to mean one over them, so that no beta can blow up a step. For a binary task the two Bernoulli
 * distributions of the sigmoid are compared. Where the student has more classes than the teacher,
 * both run over the teacher's classes, on rows of those classes.
 *
 * @param temperature T, positive; T² keeps the gradient's size (Hinton et al. 2015, section 2.1)
 * @param alpha weight of every row, not negative
 * @param beta further weight of rows the teacher answers correctly, not negative
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton et al. 2015</a>
 * @see <a href="https://arxiv.org/abs/2011.09161">Yan et al., CVPR 2021, equations 6 and 7</a>
 */
public record KullbackLeibler(double temperature, double alpha, double beta) implements Loss {
  /** The name used in policies and reports. */
  public static final String NAME = "kullback-leibler";

  /**
   * The weights of Yan et al. (alpha 1, beta 5), at the temperature customary since Hinton et al.
   */
  public static final KullbackLeibler DEFAULT = new KullbackLeibler(4, 1, 5);

  static KullbackLeibler of(LossParameters parameters) {
    parameters.only("temperature", "alpha", "beta");
    double alpha = parameters.notNegative("alpha", DEFAULT.alpha);
    double beta = parameters.notNegative("beta", DEFAULT.beta);
    if (alpha + beta == 0) {
      throw parameters.bad("alpha", "alpha and beta are both 0, so no row has any weight");
    }
    return new KullbackLeibler(
        parameters.positive("temperature", DEFAULT.temperature), alpha, beta);
  }

  @Override
  public String describe() {
    return "%s (T %s, alpha %s, beta %s)".formatted(NAME, temperature, alpha, beta);
  }

  @Override
  public String name() {
    return NAME;
  }
}
