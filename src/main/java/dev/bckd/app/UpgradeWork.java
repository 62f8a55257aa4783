package dev.bckd.app;

import dev.bckd.upgrade.Upgrade;

/** Takes an upgrade from where it is to its end, or to where a person has to decide. */
@FunctionalInterface
public interface UpgradeWork {
  void run(Upgrade upgrade);
}
