package dev.bckd.upgrade;

import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.policy.Policies;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the policy, brings both models to hand and proves that they answer as it says. */
public final class FetchStage implements Stage {
  private final Policies policies;
  private final PastUpgrades past;
  private final Artifacts artifacts;
  private final ScoringEngine engine;
  private final Purpose purpose;

  public FetchStage(
      Policies policies,
      PastUpgrades past,
      Artifacts artifacts,
      ScoringEngine engine,
      Purpose purpose) {
    this.policies = policies;
    this.past = past;
    this.artifacts = artifacts;
    this.engine = engine;
    this.purpose = purpose;
  }

  @Override
  public Step work(Upgrade upgrade) {
    UpgradePolicy policy = policies.of(upgrade.version().model());
    refuseAnotherPolicy(upgrade, policy);
    if (purpose == Purpose.SERVE) {
      refuseWhatIsNotBuilt(policy);
      FileNames.safe("version", upgrade.version().version());
    }
    Served incoming = fetch(upgrade.version().version(), upgrade.announcement().artifact(), policy);
    Optional<Served> teacher = teacher(policy);
    if (purpose == Purpose.SERVE
        && teacher.map(t -> t.digest().equals(incoming.digest())).orElse(false)) {
      return new Step.AlreadyDeployed();
    }
    return new Step.Fetched(
        policy.digest(),
        policy.distillation().when(),
        policy.gates().inconclusive(),
        teacher,
        incoming,
        Optional.of(policy.rollout().release()));
  }

  /** An event may name the policy that it expects, never bring one. */
  private static void refuseAnotherPolicy(Upgrade upgrade, UpgradePolicy policy) {
    upgrade
        .announcement()
        .policy()
        .filter(named -> !named.equals(policy.name()))
        .ifPresent(
            named -> {
              throw new BadInputException(
                  policy.file(),
                  "the event names the policy '" + named + "', this is '" + policy.name() + "'");
            });
  }

  /** What the policy asks of the rollout and this version does not do must not be left out. */
  private static void refuseWhatIsNotBuilt(UpgradePolicy policy) {
    RolloutPolicy rollout = policy.rollout();
    if (!rollout.atOnce()) {
      throw new BadInputException(
          policy.file(),
          "spec.rollout asks for server "
              + rollout.server()
              + ", "
              + rollout.steps()
              + " steps and "
              + rollout.guards()
              + " guards; this version moves all traffic of the embedded server at once");
    }
  }

  private Optional<Served> teacher(UpgradePolicy policy) {
    return Deployed.of(policy, past)
        .map(deployed -> fetch(deployed.version(), deployed.artifact(), policy));
  }

  private Served fetch(String version, Artifact artifact, UpgradePolicy policy) {
    Path file = artifacts.fetch(artifact);
    try (ScoringModel model = engine.open(file, policy.signature())) {
      LogitCounts.check(policy, file, model.width());
    }
    return new Served(version, artifact.uri(), Digest.of(file));
  }
}
