package dev.bckd.upgrade;

import dev.bckd.model.BadInputException;
import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Moves all traffic to the judged version: loads it, switches, reads back, and only then takes the
 * version before out of memory.
 *
 * <p>What has the traffic must be what the judged version was compared with: while an upgrade was
 * held, a person may have rolled back the one before.
 */
public final class RollOutStage implements Stage {
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final ModelServer server;
  private final Clock clock;

  public RollOutStage(
      Policies policies, Journal journal, Artifacts artifacts, ModelServer server, Clock clock) {
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.server = server;
    this.clock = clock;
  }

  @Override
  public Step work(Upgrade upgrade) {
    UpgradePolicy policy = PinnedPolicy.of(upgrade, policies);
    Optional<String> stable = server.stable(policy.model()).map(ModelVersion::version);
    Optional<Instant> end = policy.rollout().frozenAt(clock.instant());
    boolean begun = stable.equals(upgrade.successor().map(Served::version));
    if (end.isPresent() && !begun) {
      return new Step.Frozen("the policy freezes rollouts now", end.get());
    }
    Optional<String> compared = upgrade.predecessor().map(Served::version);
    Optional<String> deployed = Deployed.of(policy, journal).map(Deployed::version);
    if (!compared.equals(deployed)) {
      throw new BadInputException(
          upgrade.version().toString(),
          "it was compared with "
              + compared.orElse("nothing")
              + " and "
              + deployed.orElse("nothing")
              + " is deployed now; retry the upgrade");
    }
    Served successor = upgrade.successor().orElseThrow();
    // Both can be served again, whatever becomes of the places that they came from.
    upgrade.predecessor().map(Served::artifact).ifPresent(artifacts::keep);
    artifacts.keep(successor.artifact());
    new Switch(policy, artifacts, server).to(Deployed.of(successor), upgrade.generation());
    return new Step.RolledOut();
  }
}
