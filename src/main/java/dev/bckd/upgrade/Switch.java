package dev.bckd.upgrade;

import dev.bckd.model.ModelVersion;
import dev.bckd.model.UnavailableException;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import java.util.Optional;

/**
 * Moves all traffic of a model at once.
 *
 * @param policy of the model
 * @param artifacts has the versions' files
 * @param server moves the traffic
 */
public record Switch(UpgradePolicy policy, Artifacts artifacts, ModelServer server) {
  /**
   * Loads a version, switches and reads back; then takes the version before out of memory.
   *
   * @param generation of who asks: the server refuses an older one than it has seen
   * @throws UnavailableException if the server sends the traffic elsewhere
   */
  public void to(Deployed version, long generation) {
    ModelVersion next = new ModelVersion(policy.model(), version.version());
    Optional<ModelVersion> before = server.stable(policy.model());
    server.load(next, artifacts.fetch(version.artifact()), policy.signature());
    server.promote(next, generation);
    Optional<ModelVersion> now = server.stable(policy.model());
    if (!now.equals(Optional.of(next))) {
      throw new UnavailableException(
          "the model server sends the traffic to " + now.map(Object::toString).orElse("nothing"));
    }
    before.filter(other -> !other.equals(next)).ifPresent(server::retire);
  }
}
