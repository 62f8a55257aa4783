package dev.bckd.upgrade;

import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import java.util.Optional;

/** Moves all traffic to the version that an upgrade has replaced. */
public final class RollBackStage implements Stage {
  private final Policies policies;
  private final Artifacts artifacts;
  private final ModelServer server;

  public RollBackStage(Policies policies, Artifacts artifacts, ModelServer server) {
    this.policies = policies;
    this.artifacts = artifacts;
    this.server = server;
  }

  /** The policy may be another one by now: going back must not depend on how the way out was. */
  @Override
  public Step work(Upgrade upgrade) {
    UpgradePolicy policy = policies.of(upgrade.version().model());
    Served before = upgrade.predecessor().orElseThrow();
    Optional<String> stable = server.stable(policy.model()).map(ModelVersion::version);
    boolean ours =
        stable.equals(upgrade.successor().map(Served::version))
            || stable.equals(Optional.of(before.version()));
    if (!ours) {
      throw new BadInputException(
          upgrade.version().toString(),
          "is not rolled back: " + stable.orElse("nothing") + " has the traffic");
    }
    new Switch(policy, artifacts, server).to(Deployed.of(before), upgrade.generation());
    return new Step.RolledBack();
  }
}
