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
    spec.ignore("sources");
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
            gates(spec.required("gates"), files),
            spec.optional("rollout").map(PolicyReader::rollout).orElse(RolloutPolicy.DEFAULT),
            digest(files),
            path.toString());
    List.of(spec, metadata, document).forEach(YamlMap::end);
    return policy;
  }

  /**
   * Reads a policy or a suite only to see whether it is right.
   *
   * @return what the file is, in words
   * @throws BadInputException as reading does
   */
  public static String check(Path path) {
    YamlFile file = new YamlFile(path);
    String kind = file.kind();
    if (kind.equals(SuiteReader.KIND)) {
      RegressionSuite suite = SuiteReader.read(file);
      return "suite " + suite.name() + ", gates: " + suite.gates().size();
    }
    UpgradePolicy policy = read(path);
    return "policy " + policy.name() + ", suites: " + policy.gates().suites().size();
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
            SuiteReader.rows(map.required("old")),
            map.optional("new").map(SuiteReader::rows),
            map.optional("unseen").map(YamlValue::text),
            map.optional("teacherKnows").map(YamlValue::text),
            map.optional("unlabelled").map(SuiteReader::rows));
    map.end();
    return history;
  }

  private static GatesPolicy gates(YamlValue value, List<Path> files) {
    YamlMap map = value.map();
    YamlValue named = map.required("suites");
    List<RegressionSuite> suites = new ArrayList<>();
    for (YamlValue suite : named.list()) {
      Path path = Path.of(suite.path());
      files.add(path);
      suites.add(SuiteReader.read(new YamlFile(path)));
    }
    if (suites.isEmpty()) {
      throw named.expected("at least one suite");
    }
    if (suites.stream().map(RegressionSuite::name).distinct().count() < suites.size()) {
      throw named.expected("suites of different names");
    }
    OnInconclusive inconclusive =
        map.optional("inconclusive")
            .map(v -> v.constant(OnInconclusive.class))
            .orElse(OnInconclusive.REJECT);
    map.end();
    return new GatesPolicy(suites, inconclusive);
  }

  private static RolloutPolicy rollout(YamlValue value) {
    YamlMap map = value.map();
    for (String later : List.of("sticky", "inconclusive", "timeout")) {
      map.ignore(later);
    }
    RolloutPolicy rollout =
        new RolloutPolicy(
            map.optional("server").map(PolicyReader::server).orElse(RolloutPolicy.DEFAULT.server()),
            map.optional("approval")
                .map(v -> v.oneOf("none", "before-rollout", "before-promotion"))
                .orElse(RolloutPolicy.DEFAULT.approval()),
            map.optional("steps").map(v -> v.list().size()).orElse(0),
            map.optional("guards").map(v -> v.list().size()).orElse(0));
    map.end();
    return rollout;
  }

  private static String server(YamlValue value) {
    YamlMap map = value.map();
    String type = map.required("type").text();
    map.all();
    return type;
  }

  private static Digest digest(List<Path> files) {
    String digests =
        String.join("\n", files.stream().map(file -> Digest.of(file).sha256()).toList());
    return Digest.of(digests.getBytes(StandardCharsets.UTF_8));
  }
}
