package dev.bckd.evaluation;

import dev.bckd.model.Digest;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TaskType;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.ClassCounts;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.Limit;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.Severity;
import dev.bckd.policy.SliceSpec;
import dev.bckd.policy.UpgradePolicy;
import java.util.List;
import java.util.Optional;

/** Policies and suites over models whose only input is {@code item}. */
public final class Suites {
  private static final DataSet ROWS = new DataSet(List.of("/data/rows.parquet"), Optional.empty());

  /** The rows that a retrieval suite searches. */
  static final DataSet INDEX = new DataSet(List.of("/data/index.parquet"), Optional.empty());

  private Suites() {}

  public static UpgradePolicy binary() {
    return policy(TaskType.BINARY, Optional.empty());
  }

  public static UpgradePolicy multiclass(int teacher, int incoming) {
    return policy(TaskType.MULTICLASS, Optional.of(new ClassCounts(teacher, incoming)));
  }

  public static UpgradePolicy multiclass() {
    return policy(TaskType.MULTICLASS, Optional.empty());
  }

  public static UpgradePolicy embedding() {
    return policy(TaskType.EMBEDDING, Optional.empty());
  }

  private static UpgradePolicy policy(TaskType task, Optional<ClassCounts> classes) {
    TensorSpec item = new TensorSpec("item", "item", ElementType.INT64, List.of(), 0);
    return new UpgradePolicy(
        "shop",
        "shop-ranker",
        task,
        new Signature(
            List.of(item),
            List.of(task == TaskType.EMBEDDING ? Signature.EMBEDDING : Signature.LOGITS)),
        classes,
        Optional.empty(),
        new HistoryPolicy(
            "label",
            Optional.empty(),
            Optional.empty(),
            ROWS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        DistillationPolicy.DEFAULT,
        new GatesPolicy(List.of(), OnInconclusive.REJECT),
        RolloutPolicy.DEFAULT,
        Digest.of(new byte[0]),
        "policy.yaml");
  }

  /** A suite of labelled rows: rows are independent. */
  public static RegressionSuite labelled(List<GateSpec> gates, SliceSpec... slices) {
    return suite(Optional.of("label"), Optional.empty(), Optional.empty(), gates, slices);
  }

  /** A suite of labelled rows, of which those of one user belong together. */
  public static RegressionSuite grouped(List<GateSpec> gates, SliceSpec... slices) {
    return suite(Optional.of("label"), Optional.of("user"), Optional.empty(), gates, slices);
  }

  /** A suite of requests with lists of k. */
  public static RegressionSuite ranking(int k, List<GateSpec> gates) {
    return suite(
        Optional.empty(),
        Optional.empty(),
        Optional.of(new RankingSpec("candidates", "item", "pos_index", k)),
        gates);
  }

  /** A suite of queries that search {@link #INDEX}. */
  public static RegressionSuite retrieval(int k, List<GateSpec> gates) {
    RegressionSuite plain = ranking(k, gates);
    return new RegressionSuite(
        plain.name(),
        plain.description(),
        plain.data(),
        plain.label(),
        plain.group(),
        plain.id(),
        plain.weight(),
        Optional.empty(),
        Optional.of(new RetrievalSpec(ROWS, INDEX, "relevant", k)),
        plain.confidence(),
        plain.interval(),
        plain.discover(),
        plain.slices(),
        plain.gates(),
        plain.behaviours(),
        plain.file());
  }

  private static RegressionSuite suite(
      Optional<String> label,
      Optional<String> group,
      Optional<RankingSpec> ranking,
      List<GateSpec> gates,
      SliceSpec... slices) {
    return new RegressionSuite(
        "old-tasks",
        "",
        ROWS,
        label,
        group,
        Optional.empty(),
        Optional.empty(),
        ranking,
        Optional.empty(),
        0.95,
        IntervalKind.SCORE,
        false,
        List.of(slices),
        gates,
        List.of(),
        "old-tasks.yaml");
  }

  /** The same suite whose rows of one id belong together. */
  public static RegressionSuite withId(RegressionSuite suite, String column) {
    return new RegressionSuite(
        suite.name(),
        suite.description(),
        suite.data(),
        suite.label(),
        suite.group(),
        Optional.of(column),
        suite.weight(),
        suite.ranking(),
        suite.retrieval(),
        suite.confidence(),
        suite.interval(),
        suite.discover(),
        suite.slices(),
        suite.gates(),
        suite.behaviours(),
        suite.file());
  }

  /** The same suite over other files, with behaviours. */
  public static RegressionSuite behaving(
      RegressionSuite suite, DataSet data, List<BehaviourSpec> behaviours) {
    return new RegressionSuite(
        suite.name(),
        suite.description(),
        data,
        suite.label(),
        suite.group(),
        suite.id(),
        suite.weight(),
        suite.ranking(),
        suite.retrieval(),
        suite.confidence(),
        suite.interval(),
        suite.discover(),
        suite.slices(),
        suite.gates(),
        behaviours,
        suite.file());
  }

  /** A blocking gate on the whole suite, or on slices. */
  public static GateSpec gate(String metric, Limit limit, String... slices) {
    return new GateSpec(metric, limit, List.of(slices), Severity.BLOCKING, "old-tasks.yaml:9:7");
  }
}
