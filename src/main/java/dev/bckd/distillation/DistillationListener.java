package dev.bckd.distillation;

/** Told how a distillation gets on. Must not throw. */
public interface DistillationListener {
  /** Nobody listens. */
  DistillationListener SILENT = new DistillationListener() {};

  /** A line for people. */
  default void says(String line) {}

  /** A line that is to be in the report too: what may make its figures mean something else. */
  default void notes(String line) {
    says("note: " + line);
  }

  /**
   * One term of one epoch.
   *
   * @param training what is being trained, in a few words
   */
  default void trained(String training, EpochLoss loss) {}
}
