package dev.bckd.policy.yaml;

import dev.bckd.policy.Release;
import dev.bckd.policy.RolloutPolicy;
import dev.bckd.policy.Severity;
import java.util.List;

/**
 * Reads how the traffic moves. What this version does not do yet is read all the same, so that a
 * file that is wrong is not right until the day it is used.
 */
final class RolloutReader {
  private RolloutReader() {}

  static RolloutPolicy read(YamlValue value) {
    YamlMap map = value.map();
    map.optional("sticky").ifPresent(RolloutReader::sticky);
    map.optional("inconclusive").ifPresent(v -> v.oneOf("hold", "rollback", "extend"));
    map.optional("timeout").ifPresent(YamlValue::duration);
    List<YamlValue> steps = map.optional("steps").map(YamlValue::list).orElse(List.of());
    List<YamlValue> guards = map.optional("guards").map(YamlValue::list).orElse(List.of());
    steps.forEach(RolloutReader::step);
    guards.forEach(RolloutReader::guard);
    RolloutPolicy rollout =
        new RolloutPolicy(
            map.optional("server")
                .map(RolloutReader::server)
                .orElse(RolloutPolicy.DEFAULT.server()),
            release(map),
            map.optional("freeze").map(FreezeReader::read).orElse(List.of()),
            steps.size(),
            guards.size());
    map.end();
    return rollout;
  }

  /** Both approvals are the same where all traffic moves at once; a dry run asks nobody. */
  private static Release release(YamlMap map) {
    boolean asks =
        map.optional("approval")
            .map(v -> v.oneOf("none", "before-rollout", "before-promotion"))
            .filter(when -> !when.equals("none"))
            .isPresent();
    if (map.optional("dryRun").map(YamlValue::flag).orElse(false)) {
      return Release.NEVER;
    }
    return asks ? Release.AFTER_APPROVAL : Release.AT_ONCE;
  }

  /** The kind of server; its further keys are its own. */
  private static String server(YamlValue value) {
    return value
        .map()
        .required("type")
        .oneOf(
            "embedded",
            "djl-serving",
            "triton",
            "torchserve",
            "kserve",
            "seldon",
            "folder",
            "external");
  }

  private static void sticky(YamlValue value) {
    YamlMap map = value.map();
    map.required("header").text();
    map.end();
  }

  private static void step(YamlValue value) {
    YamlMap map = value.map();
    map.optional("shadow").ifPresent(YamlValue::flag);
    map.optional("weight").ifPresent(v -> v.positive(1));
    map.optional("for").ifPresent(YamlValue::duration);
    map.optional("requests").ifPresent(v -> v.whole(1, Long.MAX_VALUE));
    map.end();
  }

  private static void guard(YamlValue value) {
    YamlMap map = value.map();
    map.required("metric")
        .oneOf("error-rate", "latency-over", "disagreement", "outcome", "prometheus");
    for (String text : List.of("name", "good", "total", "by")) {
      map.optional(text).ifPresent(YamlValue::text);
    }
    for (String number : List.of("seconds", "margin")) {
      map.optional(number).ifPresent(v -> v.number(0, Double.MAX_VALUE));
    }
    map.optional("max").ifPresent(v -> v.number(-Double.MAX_VALUE, Double.MAX_VALUE));
    map.optional("noWorseThan").ifPresent(v -> v.oneOf("stable"));
    map.optional("severity").ifPresent(v -> v.constant(Severity.class));
    map.end();
  }
}
