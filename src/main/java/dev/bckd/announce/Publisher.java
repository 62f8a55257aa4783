package dev.bckd.announce;

import java.util.List;

/** Tells the outer world of upgrades. */
@FunctionalInterface
public interface Publisher {
  /** Returns when all events are safely told, in their order; throws if one may not be. */
  void publish(List<UpgradeEvent> events);
}
