package dev.bckd.upgrade;

/** Told that there is something to do for a model. Must not throw, and returns at once. */
@FunctionalInterface
public interface Wake {
  void wake(String model);
}
