package dev.bckd.policy.yaml;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML document as a JSON schema sees it, and as the readers do: a key without a value is not
 * there, and numbers are as exact as a double.
 */
final class YamlView implements JsonNode {
  private final Node node;
  private final String pointer;
  private final List<JsonNode> elements = new ArrayList<>();
  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  /**
   * @param pointer where it is: a JSON pointer
   */
  YamlView(Node node, String pointer) {
    this.node = node;
    this.pointer = pointer;
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(value -> elements.add(below(value, elements.size() + "")));
    }
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::put);
    }
  }

  /** A document that is known to be right, such as a schema. */
  static YamlView of(String json) {
    return new YamlView(YamlFile.composed(json), "");
  }

  private void put(NodeTuple tuple) {
    if (tuple.getKeyNode() instanceof ScalarNode key
        && !tuple.getValueNode().getTag().equals(Tag.NULL)) {
      String step = JsonNode.encodeJsonPointer(key.getValue());
      values.putIfAbsent(key.getValue(), below(tuple.getValueNode(), step));
    }
  }

  private YamlView below(Node value, String step) {
    return new YamlView(value, pointer + "/" + step);
  }

  /** What a pointer leads to from here; it must be there. */
  JsonNode at(String pointer) {
    JsonNode place = this;
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      place =
          place.isArray()
              ? place.asArray().get(Integer.parseInt(step))
              : Objects.requireNonNull(place.asObject().get(step), step);
    }
    return place;
  }

  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    if (node instanceof MappingNode) {
      return SimpleType.OBJECT;
    }
    if (node instanceof SequenceNode) {
      return SimpleType.ARRAY;
    }
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return SimpleType.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return SimpleType.BOOLEAN;
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return asNumber().stripTrailingZeros().scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }
    return SimpleType.STRING;
  }

  @Override
  public boolean asBoolean() {
    return Boolean.parseBoolean(asString());
  }

  @Override
  public String asString() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return node.getTag().equals(Tag.INT)
        ? new BigDecimal(asString())
        : BigDecimal.valueOf(Double.parseDouble(asString()));
  }

  @Override
  public List<JsonNode> asArray() {
    return Collections.unmodifiableList(elements);
  }

  @Override
  public Map<String, JsonNode> asObject() {
    return Collections.unmodifiableMap(values);
  }
}
