package dev.bckd.upgrade.process;

import dev.bckd.policy.Policies;
import dev.bckd.process.ChildProcess;
import dev.bckd.process.ChildSpec;
import dev.bckd.process.Children;
import dev.bckd.upgrade.Artifacts;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Does a stage's work in a child process, which lives as long as the stage takes. The child reads
 * policies, rows and models itself; the journal and the store it reaches only through this process,
 * and only as far as its upgrade needs them.
 *
 * <p>Interrupting the thread ends the child within five seconds; {@link #work} then throws {@link
 * java.util.concurrent.CancellationException} and the thread is still interrupted.
 */
public final class ChildStage implements Stage {
  private final Children children;
  private final String main;
  private final WorkerFolders folders;
  private final WorkerLimits limits;
  private final Policies policies;
  private final Journal journal;
  private final Artifacts artifacts;
  private final Progress progress;

  /**
   * @param main main class of the child; it calls {@link StageServing#serve}
   */
  public ChildStage(
      Children children,
      String main,
      WorkerFolders folders,
      WorkerLimits limits,
      Policies policies,
      Journal journal,
      Artifacts artifacts,
      Progress progress) {
    this.children = children;
    this.main = main;
    this.folders = folders;
    this.limits = limits;
    this.policies = policies;
    this.journal = journal;
    this.artifacts = artifacts;
    this.progress = progress;
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.bckd.upgrade.WorkerDiedException if the child ended without a result, or took too
   *     long and was ended
   */
  @Override
  public Step work(Upgrade upgrade) {
    Path work = folders.work().resolve(upgrade.id().toString());
    ChildSpec spec =
        new ChildSpec(
            main,
            limits.heapBytes(),
            work,
            List.of(folders.home().resolve("cache")),
            List.of("-Dbckd.home=" + folders.home()));
    String stage = upgrade.state().name().toLowerCase(Locale.ROOT);
    try (ChildProcess child = children.start(spec)) {
      Questions questions = new Questions(upgrade, work, policies, journal, artifacts);
      return new Conversation(child, stage, questions, progress)
          .carryOut(journal.of(upgrade.id()).subList(0, upgrade.steps()), folders, limit(upgrade));
    }
  }

  private Duration limit(Upgrade upgrade) {
    return upgrade.state() == UpgradeState.DISTILLING
        ? limits
            .stage()
            .plus(policies.of(upgrade.version().model()).distillation().budget().time())
        : limits.stage();
  }
}
