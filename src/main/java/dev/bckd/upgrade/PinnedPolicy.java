package dev.bckd.upgrade;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;

/** The policy an upgrade began with. */
final class PinnedPolicy {
  private PinnedPolicy() {}

  /**
   * The policy of the upgrade's model.
   *
   * @throws BadInputException if it is not the one the upgrade began with: one upgrade is judged by
   *     one policy
   */
  static UpgradePolicy of(Upgrade upgrade, Policies policies) {
    UpgradePolicy policy = policies.of(upgrade.version().model());
    upgrade
        .fetched()
        .filter(fetched -> !fetched.policy().equals(policy.digest()))
        .ifPresent(
            fetched -> {
              throw new BadInputException(
                  policy.file(),
                  "the policy or a suite was changed during the upgrade; announce the version again");
            });
    return policy;
  }
}
