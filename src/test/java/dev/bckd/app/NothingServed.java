package dev.bckd.app;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.PutBack;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a worker runs without models: no policy, no file, and a server that nothing is loaded on.
 */
final class NothingServed implements Policies, Artifacts {
  static PutBack putBack(Journal journal) {
    NothingServed nothing = new NothingServed();
    return new PutBack(
        nothing,
        journal,
        nothing,
        new EmbeddedModelServer(
            (file, signature) -> {
              throw missing(file);
            }));
  }

  private static BadInputException missing(Object file) {
    return new BadInputException(file.toString(), "no such file");
  }

  @Override
  public UpgradePolicy of(String model) {
    throw new BadInputException(model, "no policy");
  }

  @Override
  public List<UpgradePolicy> all() {
    return List.of();
  }

  @Override
  public Path fetch(Artifact artifact) {
    throw missing(artifact.uri());
  }

  @Override
  public URI store(String model, String version, Path file) {
    throw missing(file);
  }
}
