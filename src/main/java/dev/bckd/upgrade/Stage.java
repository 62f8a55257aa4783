package dev.bckd.upgrade;

/** One stage of an upgrade. Can be repeated: killed anywhere, it is simply done again. */
@FunctionalInterface
public interface Stage {
  /**
   * Does the stage's work.
   *
   * @return what is to be recorded
   * @throws dev.bckd.model.BadInputException if what the user gave cannot be used; repeating it
   *     would not help
   */
  Step work(Upgrade upgrade);
}
