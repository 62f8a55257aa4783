package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.policy.DataSet;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.RankingSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.Severity;
import dev.bckd.policy.SliceSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    YamlMap data = spec.required("data").map();
    List<SliceSpec> slices = slices(spec);
    RegressionSuite suite =
        new RegressionSuite(
            metadata.required("name").text(),
            metadata.optional("description").map(YamlValue::text).orElse(""),
            dataSet(data),
            data.optional("label").map(YamlValue::text),
            data.optional("group").map(YamlValue::text),
            data.optional("id").map(YamlValue::text),
            spec.optional("ranking").map(SuiteReader::ranking),
            spec.optional("confidence").map(v -> v.number(0.5, 0.9999)).orElse(CONFIDENCE),
            slices,
            gates(spec, slices),
            file.path().toString());
    if (suite.ranking().isEmpty() && suite.label().isEmpty()) {
      throw new BadInputException(data.place(), "expected the key 'spec.data.label'");
    }
    List.of(data, spec, metadata, document).forEach(YamlMap::end);
    return suite;
  }

  /** Files and condition of any data set. */
  static DataSet dataSet(YamlMap map) {
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
    YamlMap relevant = map.required("relevant").map();
    RankingSpec ranking =
        new RankingSpec(
            candidates.required("column").text(),
            candidates.required("input").text(),
            relevant.required("column").text(),
            map.optional("k").map(k -> (int) k.whole(1, LONGEST_LIST)).orElse(10));
    List.of(candidates, relevant, map).forEach(YamlMap::end);
    return ranking;
  }

  private static List<SliceSpec> slices(YamlMap spec) {
    List<SliceSpec> slices = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue value : spec.optional("slices").map(YamlValue::list).orElse(List.of())) {
      YamlMap map = value.map();
      YamlValue name = map.required("name");
      if (!names.add(name.text())) {
        throw name.expected("a name that no other slice has");
      }
      slices.add(
          new SliceSpec(
              name.text(),
              map.required("where").text(),
              map.optional("minSamples")
                  .map(v -> (int) v.whole(1, Integer.MAX_VALUE))
                  .orElse(SliceSpec.DEFAULT_MIN_SAMPLES)));
      map.end();
    }
    return slices;
  }

  private static List<GateSpec> gates(YamlMap spec, List<SliceSpec> slices) {
    return spec.optional("gates").map(YamlValue::list).orElse(List.of()).stream()
        .map(value -> gate(value, slices.stream().map(SliceSpec::name).toList()))
        .toList();
  }

  private static GateSpec gate(YamlValue value, List<String> slices) {
    YamlMap map = value.map();
    GateSpec gate =
        new GateSpec(
            map.required("metric").text(),
            limit(map),
            map.optional("slices").map(chosen -> chosen(chosen, slices)).orElse(List.of()),
            map.optional("severity").map(v -> v.constant(Severity.class)).orElse(Severity.BLOCKING),
            map.place());
    map.end();
    return gate;
  }

  private static List<String> chosen(YamlValue value, List<String> slices) {
    if (value.isText("all")) {
      if (slices.isEmpty()) {
        throw value.expected("slices in a suite that has some; this one has none");
      }
      return slices;
    }
    List<YamlValue> names = value.list();
    if (names.isEmpty()) {
      throw value.expected("'all' or at least one slice");
    }
    return names.stream().map(name -> name.oneOf(slices.toArray(String[]::new))).toList();
  }

  private static Limit limit(YamlMap map) {
    Optional<Double> max = map.optional("max").map(SuiteReader::finite);
    Optional<Double> min = map.optional("min").map(SuiteReader::finite);
    Optional<YamlValue> reference = map.optional("noWorseThan");
    Optional<Double> margin = map.optional("margin").map(v -> v.number(0, Double.MAX_VALUE));
    boolean bounded = max.isPresent() || min.isPresent();
    if (bounded == reference.isPresent() || reference.isPresent() != margin.isPresent()) {
      throw new BadInputException(
          map.place(), "expected max, min or both; or noWorseThan with its margin");
    }
    if (reference.isPresent()) {
      return new Limit.NoWorseThan(
          reference.get().oneOf("teacher", "incoming").equals("teacher")
              ? Role.TEACHER
              : Role.INCOMING,
          margin.orElseThrow());
    }
    if (max.isPresent() && min.isPresent()) {
      if (min.get() > max.get()) {
        throw new BadInputException(map.place(), "expected a min that is not above the max");
      }
      return new Limit.Between(min.get(), max.get());
    }
    return max.<Limit>map(Limit.AtMost::new).orElseGet(() -> new Limit.AtLeast(min.orElseThrow()));
  }

  private static double finite(YamlValue value) {
    return value.number(-Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
