package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Keys and values of one place in a file. Remembers which keys were asked for. */
final class YamlMap {
  private final YamlFile file;
  private final MappingNode node;
  private final String path;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * @param path the keys that lead here, for messages; empty at the root
   */
  YamlMap(YamlFile file, MappingNode node, String path) {
    this.file = file;
    this.node = node;
    this.path = path;
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        entries.putIfAbsent(key.getValue(), tuple);
      }
    }
  }

  /** The value of a key that must be there. */
  YamlValue required(String key) {
    return optional(key).orElseThrow(() -> expected("the key '" + named(key) + "'"));
  }

  /** The value of a key; a null counts as absent. */
  Optional<YamlValue> optional(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key))
        .map(NodeTuple::getValueNode)
        .filter(value -> !value.getTag().equals(Tag.NULL))
        .map(value -> new YamlValue(file, value, named(key)));
  }

  /** The maps in a list; whatever else there is, is passed over. */
  List<YamlMap> maps(String key) {
    return optional(key).filter(YamlValue::isList).map(YamlValue::list).orElse(List.of()).stream()
        .filter(YamlValue::isMap)
        .map(YamlValue::map)
        .toList();
  }

  /** The map of a key, if there is one; whatever else there is, is passed over. */
  Optional<YamlMap> mapAt(String key) {
    return optional(key).filter(YamlValue::isMap).map(YamlValue::map);
  }

  /** Every key with its value, all of them known from now on. */
  Map<String, YamlValue> all() {
    Map<String, YamlValue> values = new LinkedHashMap<>();
    entries.keySet().forEach(key -> optional(key).ifPresent(value -> values.put(key, value)));
    return values;
  }

  /**
   * Ends reading.
   *
   * @throws BadInputException if there is a key that nobody asked for
   */
  void end() {
    for (Map.Entry<String, NodeTuple> entry : entries.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new BadInputException(
            file.place(entry.getValue().getKeyNode()),
            unknown(named(Shown.of(entry.getKey())), known));
      }
    }
  }

  /** What is said of a key that has no meaning. */
  static String unknown(String key, Collection<String> known) {
    return "unknown key '" + key + "'; expected one of " + String.join(", ", known);
  }

  /** The refusal of the map as a whole. */
  BadInputException expected(String what) {
    return new BadInputException(file.place(node), "expected " + what);
  }

  /** File, line and column. */
  String place() {
    return file.place(node);
  }

  YamlFile file() {
    return file;
  }

  MappingNode node() {
    return node;
  }

  private String named(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
