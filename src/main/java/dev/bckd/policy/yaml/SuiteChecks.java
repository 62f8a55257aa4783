package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What must be right in a suite and no schema can say: names that refer to each other, limits that
 * depend on each other. Looks only at what has the right shape; the rest is the schema's, or the
 * reader's.
 */
final class SuiteChecks {
  private final YamlMap spec;
  private final Consumer<BadInputException> problems;

  private SuiteChecks(YamlMap spec, Consumer<BadInputException> problems) {
    this.spec = spec;
    this.problems = problems;
  }

  static void check(YamlMap document, Consumer<BadInputException> problems) {
    document.mapAt("spec").ifPresent(spec -> new SuiteChecks(spec, problems).check());
  }

  private void check() {
    List<String> slices = different("slices", "a name that no other slice has");
    different("behaviours", "a name that no other behaviour has");
    List<String> metrics = SuiteMetrics.of(spec);
    for (YamlMap gate : spec.maps("gates")) {
      gate.optional("metric")
          .filter(YamlValue::isText)
          .filter(name -> !metrics.contains(name.text()))
          .ifPresent(name -> refuse(name, "a metric of this suite: " + String.join(", ", metrics)));
      compared(gate);
      gate.optional("slices").ifPresent(chosen -> slices(chosen, slices));
      limits(gate);
    }
  }

  private void compared(YamlMap gate) {
    Optional<String> metric =
        gate.optional("metric").filter(YamlValue::isText).map(YamlValue::text);
    if (metric.filter(SuiteMetrics::againstTeacher).isPresent()) {
      gate.optional("noWorseThan")
          .filter(other -> other.isText("teacher"))
          .ifPresent(
              other -> refuse(other, "max, min or incoming: the metric compares with the teacher"));
    }
    if (metric.filter("grouped-auc"::equals).isPresent() && !grouped()) {
      refuse(
          gate.optional("metric").orElseThrow(),
          "the key 'spec.data.group' with it, whose groups it ranks within");
    }
  }

  private boolean grouped() {
    return spec.mapAt("data").flatMap(data -> data.optional("group")).isPresent();
  }

  private List<String> different(String key, String expected) {
    Set<String> names = new HashSet<>();
    for (YamlMap map : spec.maps(key)) {
      map.optional("name")
          .filter(YamlValue::isText)
          .filter(name -> !names.add(name.text()))
          .ifPresent(name -> refuse(name, expected));
    }
    return spec.maps(key).stream()
        .flatMap(map -> map.optional("name").filter(YamlValue::isText).stream())
        .map(YamlValue::text)
        .toList();
  }

  private void slices(YamlValue chosen, List<String> slices) {
    if (chosen.isText("all") && slices.isEmpty()) {
      refuse(chosen, "slices in a suite that has some; this one has none");
    }
    if (chosen.isList()) {
      String all = slices.isEmpty() ? "none" : String.join(", ", slices);
      chosen.list().stream()
          .filter(YamlValue::isText)
          .filter(name -> !slices.contains(name.text()))
          .forEach(name -> refuse(name, "a slice of this suite, which has " + all));
    }
  }

  private void limits(YamlMap gate) {
    Optional<Double> min = number(gate, "min");
    Optional<Double> max = number(gate, "max");
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      problems.accept(gate.expected("a min that is not above the max"));
    }
  }

  private static Optional<Double> number(YamlMap gate, String key) {
    return gate.optional(key)
        .filter(YamlValue::isNumber)
        .map(value -> value.number(-Double.MAX_VALUE, Double.MAX_VALUE));
  }

  private void refuse(YamlValue value, String expected) {
    problems.accept(value.expected(expected));
  }
}
