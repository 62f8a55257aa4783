package dev.bckd.app;

import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/**
 * Brings the model server to what the journal says is deployed: of each model the version that was
 * last promoted, else the teacher that its policy names. A model that cannot be loaded is not ready
 * and disturbs no other.
 */
final class Deployment {
  private static final Logger LOG = Logger.getLogger(Deployment.class);
  private static final String READY = "ready";

  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final ModelServer server;
  private final Map<String, String> models = new ConcurrentSkipListMap<>();
  private volatile boolean restored;

  Deployment(Policies policies, Journal journal, Artifacts artifacts, ModelServer server) {
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.server = server;
  }

  /** Loads what is not loaded yet; does it once. */
  void restore() {
    if (restored) {
      return;
    }
    for (UpgradePolicy policy : policies.all()) {
      models.put(policy.model(), restore(policy));
    }
    restored = true;
  }

  /** Whether every model that can be loaded is. */
  boolean restored() {
    return restored;
  }

  /** Of each model, {@code ready} or what is wrong with it. */
  Map<String, String> models() {
    return new TreeMap<>(models);
  }

  private String restore(UpgradePolicy policy) {
    try {
      Optional<Deployed> deployed = deployed(policy);
      deployed.ifPresent(version -> serve(version, policy));
      return deployed.isPresent() ? READY : "nothing is deployed";
    } catch (JournalUnavailableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      LOG.errorf("%s is not ready: %s", policy.model(), e.getMessage());
      return "not ready: " + e.getMessage();
    }
  }

  /** A version and its file. */
  private record Deployed(ModelVersion version, Artifact artifact) {}

  private Optional<Deployed> deployed(UpgradePolicy policy) {
    return journal
        .promoted(policy.model())
        .map(served -> new Deployed(version(policy, served.version()), served.artifact()))
        .or(
            () ->
                policy
                    .teacher()
                    .map(t -> new Deployed(version(policy, t.version()), t.artifact())));
  }

  private void serve(Deployed deployed, UpgradePolicy policy) {
    server.load(deployed.version(), artifacts.fetch(deployed.artifact()), policy.signature());
    server.promote(deployed.version());
    LOG.infof("%s is served", deployed.version());
  }

  private static ModelVersion version(UpgradePolicy policy, String version) {
    return new ModelVersion(policy.model(), version);
  }
}
