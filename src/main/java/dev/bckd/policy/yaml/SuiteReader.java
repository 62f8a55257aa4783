package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.IntervalKind;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.RetrievalSpec;
import dev.bckd.policy.SliceSpec;
import java.util.List;
import java.util.Optional;

/** Reads regression suites (contract, section 4). */
final class SuiteReader {
  static final String KIND = "RegressionSuite";

  private static final double CONFIDENCE = 0.95;
  private static final int LONGEST_LIST = 10_000;

  private SuiteReader() {}

  static RegressionSuite read(YamlFile file) {
    YamlMap document = file.document(KIND);
    YamlMap metadata = document.required("metadata").map();
    YamlMap spec = document.required("spec").map();
    Optional<RankingSpec> ranking = spec.optional("ranking").map(SuiteReader::ranking);
    Optional<RetrievalSpec> retrieval = spec.optional("retrieval").map(SuiteReader::retrieval);
    if (ranking.isPresent() && retrieval.isPresent()) {
      throw new BadInputException(spec.place(), "expected ranking or retrieval, not both");
    }
    boolean labelled = ranking.isEmpty() && retrieval.isEmpty();
    Optional<YamlMap> data =
        (retrieval.isPresent() ? spec.optional("data") : Optional.of(spec.required("data")))
            .map(YamlValue::map);
    List<SliceSpec> slices = SliceReader.read(spec);
    List<GateSpec> gates = GateReader.read(spec, slices);
    List<BehaviourSpec> behaviours = BehaviourReader.read(spec, labelled);
    if (gates.isEmpty() && behaviours.isEmpty()) {
      throw new BadInputException(
          spec.place(), "the suite is empty; expected at least one gate or behaviour");
    }
    RegressionSuite suite =
        new RegressionSuite(
            metadata.required("name").text(),
            metadata.optional("description").map(YamlValue::text).orElse(""),
            retrieval.map(RetrievalSpec::queries).orElseGet(() -> dataSet(data.orElseThrow())),
            labelled
                ? data.map(map -> map.required("label").text())
                : data.flatMap(map -> column(map, "label")),
            data.flatMap(map -> column(map, "group")),
            data.flatMap(map -> column(map, "id")),
            data.flatMap(map -> column(map, "weight")),
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
            file.path().toString());
    data.ifPresent(YamlMap::end);
    List.of(spec, metadata, document).forEach(YamlMap::end);
    return suite;
  }

  /** Files and condition of a data set that has nothing else. */
  static DataSet rows(YamlValue value) {
    YamlMap map = value.map();
    DataSet rows = dataSet(map);
    map.end();
    return rows;
  }

  private static DataSet dataSet(YamlMap map) {
    YamlValue files = map.required("files");
    List<String> paths = files.list().stream().map(YamlValue::path).toList();
    if (paths.isEmpty()) {
      throw files.expected("at least one file");
    }
    return new DataSet(paths, map.optional("where").map(YamlValue::text));
  }

  private static RankingSpec ranking(YamlValue value) {
    YamlMap map = value.map();
    YamlMap candidates = map.required("candidates").map();
    RankingSpec ranking =
        new RankingSpec(
            candidates.required("column").text(),
            candidates.required("input").text(),
            column(map.required("relevant")),
            length(map));
    List.of(candidates, map).forEach(YamlMap::end);
    return ranking;
  }

  private static RetrievalSpec retrieval(YamlValue value) {
    YamlMap map = value.map();
    RetrievalSpec retrieval =
        new RetrievalSpec(
            rows(map.required("queries")),
            rows(map.required("index")),
            column(map.required("relevant")),
            length(map));
    map.end();
    return retrieval;
  }

  private static Optional<String> column(YamlMap data, String key) {
    return data.optional(key).map(YamlValue::text);
  }

  private static String column(YamlValue value) {
    YamlMap map = value.map();
    String column = map.required("column").text();
    map.end();
    return column;
  }

  private static int length(YamlMap map) {
    return map.optional("k").map(k -> (int) k.whole(1, LONGEST_LIST)).orElse(10);
  }
}
