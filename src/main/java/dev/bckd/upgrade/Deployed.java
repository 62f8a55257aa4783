package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import dev.bckd.policy.UpgradePolicy;
import java.util.Optional;

/**
 * The version of a model that has the traffic by the journal, and its file.
 *
 * @param version its name
 * @param artifact its file
 */
public record Deployed(String version, Artifact artifact) {
  /**
   * The version that was last promoted, else the teacher that the policy names; empty where there
   * is neither.
   */
  public static Optional<Deployed> of(UpgradePolicy policy, PastUpgrades past) {
    return past.deployed(policy.model())
        .map(Deployed::of)
        .or(() -> policy.teacher().map(t -> new Deployed(t.version(), t.artifact())));
  }

  /**
   * What had the traffic before an upgrade moved it: the deployed version; on the way back, the
   * upgrade's own.
   */
  public static Optional<Deployed> before(
      Upgrade upgrade, UpgradePolicy policy, PastUpgrades past) {
    return upgrade.goingBack() ? upgrade.successor().map(Deployed::of) : Deployed.of(policy, past);
  }

  /** A version that an upgrade brought. */
  static Deployed of(Served served) {
    return new Deployed(served.version(), served.artifact());
  }
}
