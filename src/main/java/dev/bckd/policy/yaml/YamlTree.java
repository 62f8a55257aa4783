package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Whether a document is a tree of plain keys and values, which YAML alone does not promise: keys
 * may repeat, aliases may lead in a circle or unfold without end, and tags may name Java classes.
 */
final class YamlTree {
  private static final int MOST_NODES = 20_000;
  private static final Set<Tag> COLLECTIONS = Set.of(Tag.MAP, Tag.SEQ);

  private final YamlFile file;
  private final Consumer<BadInputException> problems;
  private final CoreResolver resolver = new CoreResolver();
  private final Set<Node> above = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  YamlTree(YamlFile file, Consumer<BadInputException> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Looks at a node and all below it.
   *
   * @throws BadInputException if aliases make it endless
   */
  void check(Node node) {
    check(node, "");
  }

  private void check(Node node, String path) {
    nodes++;
    if (nodes > MOST_NODES) {
      throw new BadInputException(
          file.place(node), "expected at most " + MOST_NODES + " values, aliases unfolded");
    }
    if (!above.add(node)) {
      throw new BadInputException(file.place(node), "an alias of what it is a part of");
    }
    if (!plain(node)) {
      note(node, "expected a value without the tag " + node.getTag().getValue());
    }
    if (node instanceof MappingNode mapping) {
      keys(mapping, path);
    } else if (node instanceof SequenceNode sequence) {
      int element = 0;
      for (Node value : sequence.getValue()) {
        check(value, path + "[" + element + "]");
        element++;
      }
    }
    above.remove(node);
  }

  private void keys(MappingNode mapping, String path) {
    Set<String> keys = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        note(tuple.getKeyNode(), "expected a key");
        continue;
      }
      String name = path + (path.isEmpty() ? "" : ".") + Shown.of(key.getValue());
      if (!keys.add(key.getValue())) {
        note(key, "the key '" + name + "' repeats");
      }
      check(tuple.getValueNode(), name);
    }
  }

  /** Whether the tag is the one that the value has without saying. */
  private boolean plain(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getTag().equals(Tag.STR)
          || scalar.getTag().equals(resolver.resolve(NodeId.scalar, scalar.getValue(), true));
    }
    return COLLECTIONS.contains(node.getTag());
  }

  private void note(Node node, String problem) {
    problems.accept(new BadInputException(file.place(node), problem));
  }
}
