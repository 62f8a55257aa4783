package dev.bckd.distillation.recipe;

/**
 * Divergence of the student from the target: per row {@code T² · KL(softmax(z_target/T) ‖
 * softmax(z_student/T))}, in nats.
 *
 * @param temperature T; T² keeps the gradient's size (Hinton et al. 2015, section 2.1)
 * @see <a href="https://arxiv.org/abs/1503.02531">Hinton et al. 2015</a>
 */
public record KullbackLeibler(Schedule temperature) implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "kullback-leibler";

  /** At temperature 1. */
  public static final KullbackLeibler PLAIN = new KullbackLeibler(Schedule.constant(1));

  static KullbackLeibler of(LossParameters parameters) {
    return new KullbackLeibler(parameters.schedule("temperature", 4));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String describe() {
    return NAME + " (T " + temperature + ")";
  }
}
