package dev.bckd.upgrade;

import java.util.Optional;

/** What a stage asks of the upgrades before its own. Thread-safe. */
public interface PastUpgrades {
  /** The version that the last promoted upgrade of a model brought; empty where there is none. */
  Optional<Served> deployed(String model);

  /**
   * How many upgrades of the same model and announced version were accepted up to this one, itself
   * included: 1 for the first.
   */
  int ordinal(Upgrade upgrade);
}
