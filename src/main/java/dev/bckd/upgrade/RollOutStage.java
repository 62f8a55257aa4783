package dev.bckd.upgrade;

import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import java.util.Optional;

/**
 * Moves all traffic to the judged version: loads it, switches, reads back, and only then takes the
 * version before out of memory.
 */
public final class RollOutStage implements Stage {
  private final Policies policies;
  private final Artifacts artifacts;
  private final ModelServer server;

  public RollOutStage(Policies policies, Artifacts artifacts, ModelServer server) {
    this.policies = policies;
    this.artifacts = artifacts;
    this.server = server;
  }

  @Override
  public Step work(Upgrade upgrade) {
    UpgradePolicy policy = PinnedPolicy.of(upgrade, policies);
    Served successor = upgrade.successor().orElseThrow();
    ModelVersion next = new ModelVersion(policy.model(), successor.version());
    Optional<ModelVersion> before = server.stable(policy.model());
    upgrade.fetched().flatMap(Step.Fetched::teacher).map(Served::artifact).ifPresent(artifacts::keep);
    artifacts.keep(successor.artifact());
    server.load(next, artifacts.fetch(successor.artifact()), policy.signature());
    server.promote(next);
    Optional<ModelVersion> now = server.stable(policy.model());
    if (!now.equals(Optional.of(next))) {
      return new Step.Failed(
          "the model server sends the traffic to " + now.map(Object::toString).orElse("nothing"));
    }
    before.filter(version -> !version.equals(next)).ifPresent(server::retire);
    return new Step.RolledOut();
  }
}
