package dev.bckd.policy.yaml;

import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import dev.bckd.policy.SliceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads regression suites (contract, section 4). */
final class SuiteReader {
  static final String KIND = "RegressionSuite";

  private static final double CONFIDENCE = 0.95;

  private SuiteReader() {}

  static RegressionSuite read(YamlFile file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads a suite that a policy names.
   *
   * @param fitting what it must fit
   */
  static RegressionSuite read(YamlFile file, Optional<TaskChecks> fitting) {
    YamlMap document = file.document(KIND);
    YamlMap metadata = document.required("metadata").map();
    YamlMap spec = document.required("spec").map();
    RegressionSuite suite =
        suite(
            metadata.required("name").text(),
            metadata.optional("description").map(YamlValue::text).orElse(""),
            spec,
            file.path().toString());
    List.of(spec, metadata, document).forEach(YamlMap::end);
    SuiteChecks.check(document, new FirstProblem());
    fitting.ifPresent(policy -> policy.check(document, new FirstProblem()));
    return suite;
  }

  private static RegressionSuite suite(String name, String description, YamlMap spec, String file) {
    Optional<RankingSpec> ranking = spec.optional("ranking").map(ListReader::ranking);
    Optional<RetrievalSpec> retrieval = spec.optional("retrieval").map(ListReader::retrieval);
    if (ranking.isPresent() && retrieval.isPresent()) {
      throw spec.expected("ranking or retrieval, not both");
    }
    boolean labelled = ranking.isEmpty() && retrieval.isEmpty();
    SuiteRows rows =
        retrieval.isPresent()
            ? SuiteRows.ofQueries(spec.optional("data"), retrieval.get().queries())
            : SuiteRows.read(spec.required("data"), labelled);
    List<SliceSpec> slices = list(spec, "slices").map(SliceReader::read).toList();
    List<String> names = slices.stream().map(SliceSpec::name).toList();
    List<GateSpec> gates = list(spec, "gates").map(gate -> GateReader.read(gate, names)).toList();
    List<BehaviourSpec> behaviours = BehaviourReader.read(spec, labelled);
    if (gates.isEmpty() && behaviours.isEmpty()) {
      throw spec.expected("at least one gate or behaviour; the suite is empty");
    }
    return new RegressionSuite(
        name,
        description,
        rows.data(),
        rows.label(),
        rows.group(),
        rows.id(),
        rows.weight(),
        ranking,
        retrieval,
        spec.optional("confidence").map(v -> v.number(0.5, 0.9999)).orElse(CONFIDENCE),
        spec.optional("interval")
            .map(v -> v.constant(IntervalKind.class))
            .orElse(IntervalKind.SCORE),
        spec.optional("discover").map(YamlValue::flag).orElse(false),
        slices,
        gates,
        behaviours,
        file);
  }

  private static Stream<YamlValue> list(YamlMap spec, String key) {
    return spec.optional(key).map(YamlValue::list).orElse(List.of()).stream();
  }
}
