package dev.bckd.announce;

/** Tells the outer world of upgrades. */
@FunctionalInterface
public interface Publisher {
  /** Returns when the event is safely told; throws if it may not be. */
  void publish(UpgradeEvent event);
}
