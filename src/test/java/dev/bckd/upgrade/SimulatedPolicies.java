package dev.bckd.upgrade;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.FreezeWindow;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Policies;
import dev.bckd.policy.Release;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One policy for each model, each with a teacher of the same name. */
final class SimulatedPolicies implements Policies {
  static final String TEACHER = "the teacher";

  private static final FreezeWindow FIRST_HOURS =
      new FreezeWindow.Once(Instant.EPOCH, Instant.EPOCH.plus(Duration.ofMinutes(20)));

  private final Map<String, UpgradePolicy> policies = new LinkedHashMap<>();

  SimulatedPolicies(List<String> models) {
    models.forEach(model -> policies.put(model, policy(model)));
  }

  /** Somebody deletes them all. */
  void vanish() {
    policies.clear();
  }

  @Override
  public UpgradePolicy of(String model) {
    return Optional.ofNullable(policies.get(model))
        .orElseThrow(() -> new BadInputException("policy.yaml", "no such file"));
  }

  @Override
  public List<UpgradePolicy> all() {
    return List.copyOf(policies.values());
  }

  private static UpgradePolicy policy(String model) {
    return new UpgradePolicy(
        model,
        model,
        TaskType.BINARY,
        new Signature(List.of(), List.of(Signature.LOGITS)),
        Optional.empty(),
        Optional.of(
            new DeployedTeacher(
                TEACHER, new Artifact(URI.create("file:///teacher.pt"), Optional.empty()))),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            new DataSet(List.of("none.csv"), Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        DistillationPolicy.DEFAULT,
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        new RolloutPolicy("embedded", Release.AT_ONCE, List.of(FIRST_HOURS), 0, 0),
        Digest.of(model.getBytes(StandardCharsets.UTF_8)),
        model + ".yaml");
  }
}
