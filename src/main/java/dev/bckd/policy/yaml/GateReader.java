package dev.bckd.policy.yaml;

import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.Severity;
import java.util.List;
import java.util.Optional;

/** Reads limits on metrics. */
final class GateReader {
  private GateReader() {}

  /**
   * @param slices names of those that the suite has
   */
  static GateSpec read(YamlValue value, List<String> slices) {
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
      return slices;
    }
    List<String> names = value.list().stream().map(YamlValue::text).toList();
    if (names.isEmpty()) {
      throw value.expected("'all' or a list of at least one slice");
    }
    return names;
  }

  private static Limit limit(YamlMap map) {
    Optional<Double> max = map.optional("max").map(GateReader::finite);
    Optional<Double> min = map.optional("min").map(GateReader::finite);
    Optional<YamlValue> reference = map.optional("noWorseThan");
    Optional<Double> margin = map.optional("margin").map(v -> v.number(0, Double.MAX_VALUE));
    boolean bounded = max.isPresent() || min.isPresent();
    if (bounded == reference.isPresent() || reference.isPresent() != margin.isPresent()) {
      throw map.expected("max, min or both; or noWorseThan with its margin");
    }
    if (reference.isPresent()) {
      return new Limit.NoWorseThan(
          reference.get().oneOf("teacher", "incoming").equals("teacher")
              ? Role.TEACHER
              : Role.INCOMING,
          margin.orElseThrow());
    }
    if (max.isPresent() && min.isPresent()) {
      return new Limit.Between(min.get(), max.get());
    }
    return max.<Limit>map(Limit.AtMost::new).orElseGet(() -> new Limit.AtLeast(min.orElseThrow()));
  }

  private static double finite(YamlValue value) {
    return value.number(-Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
