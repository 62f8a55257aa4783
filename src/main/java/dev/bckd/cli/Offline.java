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
  private final CommandFiles files;

  /**
   * @param files gives what the command's user names
   */
  Offline(Progress progress, CommandFiles files) {
    this.progress = progress;
    this.workbench = new Workbench(Home.folder(), files, progress);
    this.files = files;
  }

  /**
   * Distils and judges an incoming model against the policy's teacher.
   *
   * @param out takes the student and the report
   */
  Report upgrade(UpgradePolicy policy, Artifact incoming, OutFolder out) {
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
  Report gate(UpgradePolicy policy, Map<Role, Artifact> models, OutFolder out) {
    out.clear(models.values());
    Map<Role, Path> local = new EnumMap<>(Role.class);
    Map<Role, Served> versions = new EnumMap<>(Role.class);
    models.forEach(
        (role, model) -> {
          Path file = files.fetch(model);
          local.put(role, file);
          versions.put(role, new Served(ArtifactOption.name(model), model.uri(), Digest.of(file)));
        });
    List<SuiteJudgement> suites = workbench.gating().judge(policy, local, Role.CANDIDATE);
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
    new ReportFiles()
        .write(report, out.work())
        .forEach(file -> out.store(policy.model(), Role.CANDIDATE.label(), file));
    return report;
  }

  /** Teacher and candidate side by side. */
  List<Comparison> compare(UpgradePolicy policy, Map<Role, Artifact> models) {
    return workbench.gating().compare(policy, local(models));
  }

  /** Whether a policy's gates can tell right from wrong. */
  SelfTestReport selfTest(UpgradePolicy policy, Artifact teacher) {
    return workbench.gating().selfTest(policy, files.fetch(teacher));
  }

  /** The models that an upgrade reads. */
  private static List<Artifact> read(UpgradePolicy policy, Artifact incoming) {
    return Stream.concat(
            Stream.of(incoming), policy.teacher().map(DeployedTeacher::artifact).stream())
        .toList();
  }

  private Map<Role, Path> local(Map<Role, Artifact> models) {
    Map<Role, Path> local = new EnumMap<>(Role.class);
    models.forEach((role, model) -> local.put(role, files.fetch(model)));
    return local;
  }

  private static Announcement announcement(UpgradePolicy policy, Artifact incoming) {
    return new Announcement(
        "bckd upgrade",
        "1",
        new ModelVersion(policy.model(), ArtifactOption.name(incoming)),
        incoming);
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
