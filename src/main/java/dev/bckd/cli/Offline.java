package dev.bckd.cli;

import dev.bckd.gates.Comparison;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.upgrade.Announcement;
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
import dev.bckd.wiring.Workbench;
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
  private final Workbench workbench;

  Offline(Progress progress) {
    this.progress = progress;
    this.workbench = new Workbench(Home.folder(), progress);
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
    Stages stages =
        workbench.stages(new OnePolicy(policy), journal, out, reports, out.work(), Purpose.DECIDE);
    new Runner(journal, stages, progress, clock).run(upgrade);
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
    List<SuiteJudgement> suites = workbench.gating().judge(policy, models, Role.CANDIDATE);
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
    return workbench.gating().compare(policy, models);
  }

  /** Whether a policy's gates can tell right from wrong. */
  SelfTestReport selfTest(UpgradePolicy policy, Path teacher) {
    return workbench.gating().selfTest(policy, teacher);
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

  private static Served served(Path file, OutFolder out) {
    Path model = out.fetch(new Artifact(file.toUri(), Optional.empty()));
    return new Served(String.valueOf(model.getFileName()), model.toUri(), Digest.of(model));
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
