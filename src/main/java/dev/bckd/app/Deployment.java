package dev.bckd.app;

import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.serving.ModelServer;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Deployed;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalUnavailableException;
import dev.bckd.upgrade.Switch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/**
 * Brings the model server to what the journal says is deployed: of each model the version that was
 * last promoted, else the teacher that its policy names. A model that cannot be loaded, or is never
 * done with loading, is not ready and disturbs no other.
 */
final class Deployment implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Deployment.class);
  private static final String READY = "ready";
  private static final String LOADING = "loading";

  /** To load a model is to start a process, so not all at once; one that hangs takes one place. */
  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final ModelServer server;
  private final SideBySide<String> loads;
  private final Map<String, String> models = new ConcurrentSkipListMap<>();
  private volatile boolean looked;
  private volatile boolean restored;

  /**
   * @param moment for which models that are being loaded are waited for
   */
  Deployment(
      Policies policies,
      Journal journal,
      Artifacts artifacts,
      ModelServer server,
      Duration moment) {
    this.loads = new SideBySide<>("deployment", AT_ONCE, moment);
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.server = server;
  }

  /**
   * Serves of each model what the journal says, where that is not so already and nobody is moving
   * its traffic: at the start, when another replica has promoted a version, when a policy is new,
   * and again where a model could not be loaded. Models are loaded side by side; this waits a
   * moment for them, and leaves those that take longer to themselves.
   */
  void follow() {
    Map<String, Runnable> work = new LinkedHashMap<>();
    for (UpgradePolicy policy : policies.all()) {
      models.putIfAbsent(policy.model(), LOADING);
      work.put(policy.model(), () -> note(policy.model(), follow(policy)));
    }
    looked = true;
    settle();
    loads.run(work);
  }

  /** Whether every model that can be loaded is, or was: what is new later changes nothing. */
  boolean restored() {
    return restored;
  }

  /** Of each model, {@code ready}, {@code loading} for the first time, or what is wrong with it. */
  Map<String, String> models() {
    return new TreeMap<>(models);
  }

  /** What is still being loaded is given up. */
  @Override
  public void close() {
    loads.close();
  }

  private void note(String model, String now) {
    boolean givenUp = Thread.currentThread().isInterrupted();
    if (!now.equals(models.put(model, now)) && !now.equals(READY) && !givenUp) {
      LOG.warnf("%s is %s", model, now);
    }
    settle();
  }

  private void settle() {
    if (looked && !models.containsValue(LOADING)) {
      restored = true;
    }
  }

  private String follow(UpgradePolicy policy) {
    try {
      Optional<Deployed> deployed = Deployed.of(policy, journal);
      if (deployed.isEmpty()) {
        return "without a deployed version";
      }
      if (!served(policy.model()).equals(deployed.map(Deployed::version))) {
        change(policy);
      }
      return READY;
    } catch (JournalUnavailableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      return "not ready: " + e.getMessage();
    }
  }

  private void change(UpgradePolicy policy) {
    // Before it is read what is deployed: where a rollout ends in between, the server refuses what
    // was deployed until then.
    long generation = journal.lastSwitch(policy.model());
    Deployed deployed = Deployed.of(policy, journal).orElseThrow();
    if (!served(policy.model()).equals(Optional.of(deployed.version()))
        && !journal.moving(policy.model())) {
      new Switch(policy, artifacts, server).to(deployed, generation);
      LOG.infof("%s %s is served", policy.model(), deployed.version());
    }
  }

  private Optional<String> served(String model) {
    return server.stable(model).map(ModelVersion::version);
  }
}
