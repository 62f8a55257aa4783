package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A place in a document that was found by a JSON pointer.
 *
 * @param key the key that leads to it, or the value itself where none does
 * @param value what is there
 * @param name the keys that lead to it, for messages
 */
record YamlPlace(Node key, Node value, String name) {
  /** Where a pointer leads, from the root of a document. */
  static YamlPlace of(MappingNode root, String pointer) {
    YamlPlace place = new YamlPlace(root, root, "");
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      place = place.step(step.replace("~1", "/").replace("~0", "~"));
    }
    return place;
  }

  private YamlPlace step(String step) {
    if (value instanceof SequenceNode sequence) {
      Node element = sequence.getValue().get(Integer.parseInt(step));
      return new YamlPlace(element, element, name + "[" + step + "]");
    }
    if (value instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode node && node.getValue().equals(step)) {
          return new YamlPlace(node, tuple.getValueNode(), named(Shown.of(step)));
        }
      }
    }
    throw new IllegalStateException("no " + step + " in " + name);
  }

  /** The name of a key below this place. */
  String named(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  /** What is said of a value that is not what it must be. */
  BadInputException expected(YamlFile file, String what) {
    return new YamlValue(file, value, name).expected(what);
  }
}
