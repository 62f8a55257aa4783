package dev.bckd.app;

import dev.bckd.model.RemoteFiles;
import dev.bckd.model.stores.Stores;
import dev.bckd.policy.Policies;
import dev.bckd.process.ChildStarter;
import dev.bckd.serving.ModelServer;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.RollBackStage;
import dev.bckd.upgrade.RollOutStage;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.process.ChildStage;
import dev.bckd.upgrade.process.WorkerFolders;
import dev.bckd.upgrade.process.WorkerLimits;
import dev.bckd.worker.StageWorker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the stages of an upgrade together: all that run models do so in child processes. */
@Singleton
public class UpgradeWiring {
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final Progress progress;
  private final RemoteFiles remote;
  private final ChildStarter children;
  private final ChildSettings limits;
  private final WorkerFolders folders;

  UpgradeWiring(
      Policies policies,
      Journal journal,
      Artifacts artifacts,
      Progress progress,
      Stores stores,
      ChildStarter children,
      ChildSettings limits,
      @ConfigProperty(name = "bckd.home") String home,
      @ConfigProperty(name = "bckd.policies") String policyFolder,
      @ConfigProperty(name = "bckd.work") String work) {
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.progress = progress;
    this.remote = stores.files();
    this.children = children;
    this.limits = limits;
    this.folders = new WorkerFolders(absolute(home), absolute(policyFolder), absolute(work));
  }

  @Produces
  @Singleton
  Stages stages(ModelServer server, Clock clock) {
    Stage child =
        new ChildStage(
            children,
            StageWorker.class.getName(),
            folders,
            new WorkerLimits(limits::stage, limits.stageLimit(), limits.options()),
            policies,
            journal,
            artifacts,
            remote,
            progress);
    return new Stages(
        Map.of(
            Action.FETCH, child,
            Action.DISTIL, child,
            Action.JUDGE, child,
            Action.ROLL_OUT, new RollOutStage(policies, journal, artifacts, server, clock),
            Action.ROLL_BACK, new RollBackStage(policies, artifacts, server)));
  }

  private static Path absolute(String folder) {
    return Path.of(folder).toAbsolutePath().normalize();
  }
}
