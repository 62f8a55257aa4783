package dev.bckd.upgrade;

import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import java.util.Optional;

/**
 * Brings a model's traffic to where it was before a rollout began, when that is given up. Where
 * nothing has moved, neither policy nor files are needed: they may be what is missing.
 */
public final class PutBack {
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final ModelServer server;

  public PutBack(Policies policies, Journal journal, Artifacts artifacts, ModelServer server) {
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.server = server;
  }

  /**
   * Puts it back. Whoever works on an older generation is refused from here on.
   *
   * @param upgrade whose rollout, or way back, is given up
   * @throws RuntimeException if the model server cannot be asked now
   */
  void of(Upgrade upgrade) {
    String model = upgrade.version().model();
    server.fence(model, upgrade.generation());
    Optional<ModelVersion> own =
        upgrade.successor().map(served -> new ModelVersion(model, served.version()));
    boolean hasTraffic = own.isPresent() && server.stable(model).equals(own);
    if (hasTraffic != upgrade.goingBack()) {
      UpgradePolicy policy = policies.of(model);
      Switch traffic = new Switch(policy, artifacts, server);
      Deployed.before(upgrade, policy, journal)
          .ifPresent(before -> traffic.to(before, upgrade.generation()));
    }
    own.filter(version -> !server.stable(model).equals(Optional.of(version)))
        .ifPresent(server::retire);
  }
}
