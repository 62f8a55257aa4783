package dev.bckd.policy;

import java.util.List;

/** Finds the policy of a model. */
public interface Policies {
  /**
   * The policy of a model, as it is now.
   *
   * @throws dev.bckd.model.BadInputException if there is none, naming the file looked for, or if it
   *     is wrong
   */
  UpgradePolicy of(String model);

  /** The policies of all models. Those that cannot be read are left out. */
  List<UpgradePolicy> all();
}
