package dev.bckd.cli;

import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.SuitePictures;
import dev.bckd.history.Spill;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.RememberingEngine;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Artifact;
import dev.bckd.model.ModelVersion;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.DistilStage;
import dev.bckd.upgrade.FetchStage;
import dev.bckd.upgrade.JudgeStage;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Purpose;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.ReportWriter;
import dev.bckd.upgrade.Runner;
import dev.bckd.upgrade.Stage;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeState;
import dev.bckd.upgrade.report.ReportFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of an upgrade up to the decision, put together for one process: journal in memory,
 * files in one folder.
 */
final class Offline {
  private final OutFolder out;
  private final Progress progress;

  Offline(Path out, Progress progress) {
    this.out = new OutFolder(out);
    this.progress = progress;
  }

  /** Distils and judges an incoming model against the policy's teacher. */
  Report upgrade(UpgradePolicy policy, Path incoming) {
    out.clear();
    List<Report> written = new ArrayList<>();
    ReportFiles files = new ReportFiles();
    ReportWriter reports =
        (report, folder) -> {
          written.add(report);
          return files.write(report, folder);
        };
    Clock clock = Clock.systemUTC();
    MemoryJournal journal = new MemoryJournal(clock);
    Upgrade upgrade = journal.accept(announcement(policy, incoming)).upgrade();
    new Runner(journal, stages(policy, journal, reports), progress, clock).run(upgrade);
    return written.get(written.size() - 1);
  }

  /** The files that the upgrade has left. */
  List<Path> written() {
    return out.files();
  }

  private Map<UpgradeState, Stage> stages(
      UpgradePolicy policy, MemoryJournal journal, ReportWriter reports) {
    Policies policies = new OnePolicy(policy);
    Spill large = Spill.in(Home.folder());
    ScoringEngine engine = new DjlScoringEngine(large);
    ScoringEngine remembering = RememberingEngine.in(engine, Home.folder());
    DuckDbHistory history = new DuckDbHistory(large);
    Path work = out.work();
    return Map.of(
        UpgradeState.FETCHING,
        new FetchStage(policies, journal, out, engine, Purpose.DECIDE),
        UpgradeState.DISTILLING,
        new DistilStage(
            policies,
            journal,
            out,
            new Distiller(history, remembering, DjlTrainer.in(Home.folder()), Clock.systemUTC())
                .keeping(Home.folder().resolve("cache").resolve("trainings")),
            work,
            progress),
        UpgradeState.JUDGING,
        new JudgeStage(
            policies,
            out,
            remembering,
            new Examiner(history),
            new SuitePictures(history),
            reports,
            work,
            progress));
  }

  private static Announcement announcement(UpgradePolicy policy, Path incoming) {
    return new Announcement(
        "bckd upgrade",
        "1",
        new ModelVersion(policy.model(), String.valueOf(incoming.getFileName())),
        new Artifact(incoming.toUri(), Optional.empty()));
  }

  /** The policy that was named on the command line. */
  private record OnePolicy(UpgradePolicy policy) implements Policies {
    @Override
    public UpgradePolicy of(String model) {
      return policy;
    }

    @Override
    public List<UpgradePolicy> all() {
      return List.of(policy);
    }
  }
}
