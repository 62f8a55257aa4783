package dev.bckd.distillation.recipe;

/**
 * Divergence of the target from the student, which seeks the target's largest classes: per row
 * {@code T² · KL(softmax(z_student/T) ‖ softmax(z_target/T))}, in nats.
 *
 * @param temperature T, 1 unless said; T² keeps the gradient's size
 * @see <a href="https://arxiv.org/abs/2306.08543">Gu et al., ICLR 2024 (MiniLLM)</a>
 */
public record ReverseKullbackLeibler(Schedule temperature) implements Divergence {
  /** The name used in policies and reports. */
  public static final String NAME = "reverse-kullback-leibler";

  static ReverseKullbackLeibler of(LossParameters parameters) {
    return new ReverseKullbackLeibler(parameters.schedule("temperature", 1));
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
