package dev.bckd.intake;

import dev.bckd.upgrade.Upgrade;

/** Told of each upgrade that an event has made. Must not throw, and returns at once. */
@FunctionalInterface
public interface Arrivals {
  void accepted(Upgrade upgrade);
}
