package dev.bckd.distillation;

import dev.bckd.model.Digest;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;
import java.util.Optional;

/** Policies over one data set of old rows. */
final class Policies {
  private Policies() {}

  static UpgradePolicy of(
      TaskType task,
      Signature signature,
      Optional<String> teacherKnows,
      List<RegressionSuite> suites) {
    return new UpgradePolicy(
        "toy",
        "toy",
        task,
        signature,
        Optional.empty(),
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            data(),
            Optional.of(data()),
            Optional.empty(),
            teacherKnows,
            Optional.empty()),
        DistillationPolicy.DEFAULT,
        new GatesPolicy(suites, OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "policy.yaml");
  }

  /** The same that marks rows as unseen. */
  static UpgradePolicy unseen(UpgradePolicy policy) {
    HistoryPolicy rows = policy.history();
    return new UpgradePolicy(
        policy.name(),
        policy.model(),
        policy.task(),
        policy.signature(),
        policy.classes(),
        policy.teacher(),
        new HistoryPolicy(
            rows.label(),
            rows.weight(),
            rows.group(),
            rows.old(),
            rows.fresh(),
            Optional.of("unseen"),
            rows.teacherKnows(),
            rows.unlabelled()),
        policy.distillation(),
        policy.gates(),
        policy.rollout(),
        policy.digest(),
        policy.file());
  }

  private static DataSet data() {
    return new DataSet(List.of("rows.jsonl"), Optional.empty());
  }

  /** A suite of labelled rows. */
  static RegressionSuite labelled() {
    return suite(Optional.of("label"), Optional.empty());
  }

  /** A suite of requests whose candidates are fed to an input. */
  static RegressionSuite ranking(String input) {
    return suite(
        Optional.empty(), Optional.of(new RankingSpec("candidates", input, "relevant", 10)));
  }

  private static RegressionSuite suite(Optional<String> label, Optional<RankingSpec> ranking) {
    return new RegressionSuite(
        "suite",
        "",
        data(),
        label,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ranking,
        Optional.empty(),
        0.95,
        IntervalKind.SCORE,
        false,
        List.of(),
        List.of(),
        List.of(),
        "suite.yaml");
  }
}
