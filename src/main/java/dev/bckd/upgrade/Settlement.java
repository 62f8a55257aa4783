package dev.bckd.upgrade;

/** Brings a model's traffic to where it was before a rollout began. */
@FunctionalInterface
public interface Settlement {
  /**
   * Loads the version that {@link Deployed#before} names and sends it all traffic, if that is not
   * so already.
   *
   * @param upgrade whose rollout, or way back, is given up; the switch bears its generation
   * @throws RuntimeException if the model server cannot be asked now
   */
  void putBack(Upgrade upgrade);
}
