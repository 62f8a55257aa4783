package dev.bckd.policy.yaml;

import dev.bckd.history.Change;
import dev.bckd.policy.BehaviourSpec;
import dev.bckd.policy.BehaviourSpec.Way;
import dev.bckd.policy.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a model must show whatever its accuracy. */
final class BehaviourReader {
  private static final String INVARIANCE = "invariance";
  private static final String DIRECTION = "direction";
  private static final String MINIMUM_FUNCTIONALITY = "minimum-functionality";

  private BehaviourReader() {}

  /**
   * @param labelled whether the suite's rows are labelled answers; a list has no decision that
   *     could stay
   */
  static List<BehaviourSpec> read(YamlMap spec, boolean labelled) {
    Optional<YamlValue> section = spec.optional("behaviours");
    if (section.isPresent() && !labelled) {
      throw section.get().expected("behaviours only where each row is one labelled answer");
    }
    List<BehaviourSpec> behaviours = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue value : section.map(YamlValue::list).orElse(List.of())) {
      YamlMap map = value.map();
      YamlValue name = map.required("name");
      if (!names.add(name.text())) {
        throw name.expected("a name that no other behaviour has");
      }
      behaviours.add(behaviour(name.text(), map));
      map.end();
    }
    return behaviours;
  }

  private static BehaviourSpec behaviour(String name, YamlMap map) {
    String kind = map.required("kind").oneOf(INVARIANCE, DIRECTION, MINIMUM_FUNCTIONALITY);
    double max = map.optional("max").map(v -> v.number(0, 1)).orElse(0.0);
    Severity severity =
        map.optional("severity").map(v -> v.constant(Severity.class)).orElse(Severity.BLOCKING);
    if (kind.equals(MINIMUM_FUNCTIONALITY)) {
      return new BehaviourSpec.MinimumFunctionality(
          name, SuiteReader.rows(map.required("data")), max, severity, map.place());
    }
    Optional<String> rows = map.optional("where").map(YamlValue::text);
    List<Change> changes = changes(map.required("change"));
    if (kind.equals(INVARIANCE)) {
      return new BehaviourSpec.Invariance(name, rows, changes, max, severity, map.place());
    }
    return new BehaviourSpec.Direction(
        name,
        rows,
        changes,
        map.required("score").constant(Way.class),
        map.optional("tolerance").map(v -> v.number(0, 1)).orElse(0.0),
        max,
        severity,
        map.place());
  }

  private static List<Change> changes(YamlValue value) {
    List<Change> changes = new ArrayList<>();
    value
        .map()
        .all()
        .forEach((column, to) -> changes.add(new Change(column, to.text(), to.place())));
    if (changes.isEmpty()) {
      throw value.expected("at least one column with its new value");
    }
    return changes;
  }
}
