package dev.bckd.upgrade;

import dev.bckd.evaluation.Examination;
import dev.bckd.evaluation.Examiner;
import dev.bckd.evaluation.SuitePictures;
import dev.bckd.gates.Conclusion;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.Judge;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Role;
import dev.bckd.policy.Policies;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Puts the suites to all models, lets the gates judge and stores the report. */
public final class JudgeStage implements Stage {
  private final Policies policies;
  private final Artifacts artifacts;
  private final ScoringEngine engine;
  private final Examiner examiner;
  private final SuitePictures pictures;
  private final ReportWriter reports;
  private final Path work;
  private final Progress progress;

  /**
   * @param work a folder for files in the making
   */
  public JudgeStage(
      Policies policies,
      Artifacts artifacts,
      ScoringEngine engine,
      Examiner examiner,
      SuitePictures pictures,
      ReportWriter reports,
      Path work,
      Progress progress) {
    this.policies = policies;
    this.artifacts = artifacts;
    this.engine = engine;
    this.examiner = examiner;
    this.pictures = pictures;
    this.reports = reports;
    this.work = work;
    this.progress = progress;
  }

  @Override
  public Step work(Upgrade upgrade) {
    UpgradePolicy policy = PinnedPolicy.of(upgrade, policies);
    Role judged = upgrade.judgedRole();
    List<SuiteJudgement> suites = judge(policy, upgrade, judged);
    progress.judged(policy.model(), suites);
    Conclusion conclusion = Decisions.of(suites);
    Report report = Report.of(upgrade, judged, conclusion, suites);
    return new Step.Judged(
        judged, conclusion.decision(), conclusion.reason(), stored(report, upgrade));
  }

  /** Stores all files of a report; the record of it comes last, and where it is they all are. */
  private URI stored(Report report, Upgrade upgrade) {
    String place = upgrade.id() + "-" + report.judged().label();
    List<URI> files =
        reports.write(report, WorkFolder.of(work, upgrade)).stream()
            .map(file -> artifacts.store(report.model(), place, file))
            .toList();
    return files.get(files.size() - 1);
  }

  private List<SuiteJudgement> judge(UpgradePolicy policy, Upgrade upgrade, Role judged) {
    Map<Role, ScoringModel> models = new EnumMap<>(Role.class);
    try {
      for (Map.Entry<Role, Served> version : versions(upgrade).entrySet()) {
        Path file = artifacts.fetch(version.getValue().artifact());
        models.put(version.getKey(), engine.open(file, policy.signature()));
      }
      Judge judge = new Judge(policy.distillation().seed());
      List<SuiteJudgement> suites = new ArrayList<>();
      for (RegressionSuite suite : policy.gates().suites()) {
        progress.says("judge", suite.name());
        Examination examination = examiner.examine(policy, suite, models);
        suites.add(judge.judge(examination, judged).with(pictures.of(examination, judged)));
      }
      return suites;
    } finally {
      models.values().forEach(ScoringModel::close);
    }
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
