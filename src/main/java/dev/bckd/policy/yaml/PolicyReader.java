package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.TaskType;
import dev.bckd.policy.ClassCounts;
import dev.bckd.policy.DeployedTeacher;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GatesPolicy;
import dev.bckd.policy.HistoryPolicy;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.UpgradePolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads upgrade policies with their suites (contract, sections 3 and 4). */
public final class PolicyReader {
  static final String KIND = "UpgradePolicy";

  private static final int MOST_CLASSES = 10_000_000;

  private PolicyReader() {}

  /**
   * The policy of a file, with the suites it names.
   *
   * @throws BadInputException if a file is missing or wrong; names file, line and column
   */
  public static UpgradePolicy read(Path path) {
    YamlFile file = new YamlFile(path);
    YamlMap document = file.document(KIND);
    YamlMap metadata = document.required("metadata").map();
    YamlMap spec = document.required("spec").map();
    spec.optional("sources").map(YamlValue::list).orElse(List.of()).forEach(PolicyReader::source);
    TaskType task = spec.required("task").constant(TaskType.class);
    List<Path> files = new ArrayList<>(List.of(path));
    UpgradePolicy policy =
        new UpgradePolicy(
            metadata.required("name").text(),
            spec.required("model").text(),
            task,
            SignatureReader.read(spec.required("signature"), task),
            spec.optional("classes").map(PolicyReader::classes),
            spec.optional("teacher").map(PolicyReader::teacher),
            history(spec.required("history")),
            spec.optional("distillation")
                .map(DistillationReader::read)
                .orElse(DistillationPolicy.DEFAULT),
            gates(spec.required("gates"), TaskChecks.of(document), files),
            spec.optional("rollout").map(RolloutReader::read).orElse(RolloutPolicy.DEFAULT),
            digest(files),
            path.toString());
    List.of(spec, metadata, document).forEach(YamlMap::end);
    PolicyChecks.check(document, new FirstProblem());
    return policy;
  }

  /** Where else the model is known; nothing is fetched there yet. */
  private static void source(YamlValue value) {
    YamlMap map = value.map();
    long names =
        Stream.of("mlflow", "huggingface", "file", "purl")
            .flatMap(key -> map.optional(key).stream())
            .map(YamlValue::text)
            .count();
    map.end();
    if (names == 0) {
      throw value.expected("keys and values: mlflow, huggingface with file, or purl");
    }
  }

  private static ClassCounts classes(YamlValue value) {
    YamlMap map = value.map();
    ClassCounts counts =
        new ClassCounts(
            (int) map.required("teacher").whole(2, MOST_CLASSES),
            (int) map.required("incoming").whole(2, MOST_CLASSES));
    map.end();
    return counts;
  }

  private static DeployedTeacher teacher(YamlValue value) {
    YamlMap map = value.map();
    DeployedTeacher teacher =
        new DeployedTeacher(
            map.required("version").text(), ArtifactReader.read(map.required("artifact")));
    map.end();
    return teacher;
  }

  private static HistoryPolicy history(YamlValue value) {
    YamlMap map = value.map();
    HistoryPolicy history =
        new HistoryPolicy(
            map.required("label").text(),
            map.optional("weight").map(YamlValue::text),
            map.optional("group").map(YamlValue::text),
            DataReader.rows(map.required("old")),
            map.optional("new").map(DataReader::rows),
            map.optional("unseen").map(YamlValue::text),
            map.optional("teacherKnows").map(YamlValue::text),
            map.optional("unlabelled").map(DataReader::rows));
    map.end();
    return history;
  }

  private static GatesPolicy gates(
      YamlValue value, Optional<TaskChecks> fitting, List<Path> files) {
    YamlMap map = value.map();
    YamlValue named = map.required("suites");
    List<RegressionSuite> suites = new ArrayList<>();
    for (YamlValue suite : named.list()) {
      Path path = Path.of(suite.path());
      files.add(path);
      suites.add(SuiteReader.read(new YamlFile(path), fitting));
    }
    if (suites.isEmpty()) {
      throw named.expected("a list of at least one suite");
    }
    if (suites.stream().map(RegressionSuite::name).distinct().count() < suites.size()) {
      throw named.expected("suites of different names");
    }
    OnInconclusive inconclusive =
        map.optional("inconclusive")
            .map(v -> v.constant(OnInconclusive.class))
            .orElse(OnInconclusive.REJECT);
    boolean showRows = map.optional("showRows").map(YamlValue::flag).orElse(true);
    map.end();
    return new GatesPolicy(suites, inconclusive, showRows);
  }

  private static Digest digest(List<Path> files) {
    String digests =
        String.join("\n", files.stream().map(file -> Digest.of(file).sha256()).toList());
    return Digest.of(digests.getBytes(StandardCharsets.UTF_8));
  }
}
