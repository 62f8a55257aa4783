package dev.bckd.upgrade;

import dev.bckd.gates.Conclusion;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.policy.Policies;
import dev.bckd.policy.UpgradePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts the suites to all models, lets the gates judge and stores the report. */
public final class JudgeStage implements Stage {
  private final Policies policies;
  private final Artifacts artifacts;
  private final Gating gating;
  private final ReportWriter reports;
  private final Path work;
  private final Progress progress;

  /**
   * @param work a folder for files in the making
   */
  public JudgeStage(
      Policies policies,
      Artifacts artifacts,
      Gating gating,
      ReportWriter reports,
      Path work,
      Progress progress) {
    this.policies = policies;
    this.artifacts = artifacts;
    this.gating = gating;
    this.reports = reports;
    this.work = work;
    this.progress = progress;
  }

  @Override
  public Step work(Upgrade upgrade) {
    UpgradePolicy policy = PinnedPolicy.of(upgrade, policies);
    Role judged = upgrade.judgedRole();
    Map<Role, Served> versions = versions(upgrade);
    List<SuiteJudgement> suites = gating.judge(policy, files(versions), judged);
    progress.judged(policy.model(), GateOutcome.of(suites));
    Conclusion conclusion = Decisions.of(suites);
    Report report = Report.of(upgrade, versions, judged, conclusion, suites);
    return new Step.Judged(
        judged, conclusion.decision(), conclusion.reason(), stored(report, upgrade));
  }

  /** Stores all files of a report; the record of it comes last, and where it is they all are. */
  private URI stored(Report report, Upgrade upgrade) {
    String place = upgrade.id() + "-" + report.judged().label();
    List<URI> files =
        reports.write(report, WorkFolder.of(work, upgrade)).stream()
            .map(file -> moved(report.model(), place, file))
            .toList();
    return files.get(files.size() - 1);
  }

  private URI moved(String model, String place, Path file) {
    URI stored = artifacts.store(model, place, file);
    try {
      Files.deleteIfExists(file);
      return stored;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  private Map<Role, Path> files(Map<Role, Served> versions) {
    Map<Role, Path> files = new EnumMap<>(Role.class);
    versions.forEach((role, version) -> files.put(role, artifacts.fetch(version.artifact())));
    return files;
  }

  private static Map<Role, Served> versions(Upgrade upgrade) {
    Step.Fetched fetched = upgrade.fetched().orElseThrow();
    Map<Role, Served> versions = new EnumMap<>(Role.class);
    fetched.teacher().ifPresent(teacher -> versions.put(Role.TEACHER, teacher));
    versions.put(Role.INCOMING, fetched.incoming());
    upgrade.student().ifPresent(student -> versions.put(Role.STUDENT, student));
    return versions;
  }
}
