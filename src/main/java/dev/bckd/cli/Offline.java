package dev.bckd.cli;

import dev.bckd.distillation.Distiller;
import dev.bckd.distillation.djl.DjlTrainer;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.SliceSearch;
import dev.bckd.evaluation.SuitePictures;
import dev.bckd.gates.Comparison;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.history.Spill;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.history.duckdb.DuckDbSurvey;
import dev.bckd.inference.RememberingEngine;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.upgrade.Action;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.DistilStage;
import dev.bckd.upgrade.FetchStage;
import dev.bckd.upgrade.Gating;
import dev.bckd.upgrade.JudgeStage;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Progress;
import dev.bckd.upgrade.Purpose;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.ReportWriter;
import dev.bckd.upgrade.Runner;
import dev.bckd.upgrade.SelfTestReport;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Stages;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.report.ReportFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the commands that need no service do, put together for one process: journal in memory, files
 * in one folder.
 */
final class Offline {
  private final Progress progress;
  private final Spill large = Spill.in(Home.folder());
  private final ScoringEngine engine = new DjlScoringEngine(large);
  private final ScoringEngine remembering = RememberingEngine.in(engine, Home.folder());
  private final DuckDbHistory history = new DuckDbHistory(large);

  Offline(Progress progress) {
    this.progress = progress;
  }

  /**
   * Distils and judges an incoming model against the policy's teacher.
   *
   * @param out takes the student and the report
   */
  Report upgrade(UpgradePolicy policy, Path incoming, OutFolder out) {
    out.clear(read(policy, incoming));
    List<Report> written = new ArrayList<>();
    ReportFiles files = new ReportFiles();
    ReportWriter reports =
        (report, folder) -> {
          written.add(report);
          return files.write(report, folder);
        };
    Clock clock = Clock.systemUTC();
    MemoryJournal journal = new MemoryJournal(clock);
    Upgrade accepted = journal.accept(announcement(policy, incoming)).upgrade();
    Upgrade upgrade = journal.append(accepted, new Step.Started());
    new Runner(journal, stages(policy, journal, out, reports), progress, clock).run(upgrade);
    return written.get(written.size() - 1);
  }

  /**
   * Only the gates, on models as they are.
   *
   * @param models by the part each plays; teacher and candidate among them
   * @param out takes the report
   */
  Report gate(UpgradePolicy policy, Map<Role, Path> models, OutFolder out) {
    out.clear(models.values());
    Map<Role, Served> versions = new EnumMap<>(Role.class);
    models.forEach((role, file) -> versions.put(role, served(file, out)));
    List<SuiteJudgement> suites = gating().judge(policy, models, Role.CANDIDATE);
    Report report =
        new Report(
            policy.model(),
            Decisions.of(suites),
            Role.CANDIDATE,
            policy.digest(),
            versions,
            Optional.empty(),
            suites,
            Optional.empty());
    Path work = out.work();
    new ReportFiles()
        .write(report, work)
        .forEach(file -> out.store(policy.model(), Role.CANDIDATE.label(), file));
    return report;
  }

  /** Teacher and candidate side by side. */
  List<Comparison> compare(UpgradePolicy policy, Map<Role, Path> models) {
    return gating().compare(policy, models);
  }

  /** Whether a policy's gates can tell right from wrong. */
  SelfTestReport selfTest(UpgradePolicy policy, Path teacher) {
    return gating().selfTest(policy, teacher);
  }

  /** The models that an upgrade reads. */
  private static List<Path> read(UpgradePolicy policy, Path incoming) {
    return Stream.concat(
            Stream.of(incoming),
            policy.teacher().map(DeployedTeacher::artifact).map(Artifact::uri).stream()
                .filter(uri -> "file".equals(uri.getScheme()))
                .map(Path::of))
        .toList();
  }

  private Gating gating() {
    return new Gating(
        remembering,
        new Examiner(history),
        new SuitePictures(history),
        new SliceSearch(new DuckDbSurvey()),
        progress);
  }

  private static Served served(Path file, OutFolder out) {
    Path model = out.fetch(new Artifact(file.toUri(), Optional.empty()));
    return new Served(String.valueOf(model.getFileName()), model.toUri(), Digest.of(model));
  }

  private Stages stages(
      UpgradePolicy policy, MemoryJournal journal, OutFolder out, ReportWriter reports) {
    Policies policies = new OnePolicy(policy);
    Path work = out.work();
    return new Stages(
        Map.of(
            Action.FETCH,
            new FetchStage(policies, journal, out, engine, Purpose.DECIDE),
            Action.DISTIL,
            new DistilStage(
                policies,
                journal,
                out,
                new Distiller(history, remembering, DjlTrainer.in(Home.folder()), Clock.systemUTC())
                    .keeping(Home.folder().resolve("cache").resolve("trainings")),
                work,
                progress),
            Action.JUDGE,
            new JudgeStage(policies, out, gating(), reports, work, progress)));
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
