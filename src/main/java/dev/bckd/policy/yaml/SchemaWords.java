package dev.bckd.policy.yaml;

import dev.harrel.jsonschema.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What a part of a schema asks for, in plain words. */
final class SchemaWords {
  /** Our own keyword: the words, where they do not follow from the others. */
  private static final String EXPECTED = "x-expected";

  private SchemaWords() {}

  /** What a value must be. */
  static String value(JsonNode schema) {
    Map<String, JsonNode> keywords = schema.asObject();
    if (keywords.containsKey(EXPECTED)) {
      return text(keywords, EXPECTED);
    }
    if (keywords.containsKey("const")) {
      return "'" + text(keywords, "const") + "'";
    }
    if (keywords.containsKey("enum")) {
      List<JsonNode> allowed = keywords.get("enum").asArray();
      String names = allowed.stream().map(JsonNode::asString).collect(Collectors.joining(", "));
      return allowed.size() == 1 ? "'" + names + "'" : "one of " + names;
    }
    return type(keywords);
  }

  private static String type(Map<String, JsonNode> keywords) {
    return switch (text(keywords, "type")) {
      case "integer" -> "a whole number" + range(keywords);
      case "number" -> "a number" + range(keywords);
      case "boolean" -> "true or false";
      case "array" -> "a list";
      default -> "keys and values";
    };
  }

  private static String range(Map<String, JsonNode> keywords) {
    String high = text(keywords, "maximum");
    if (keywords.containsKey("exclusiveMinimum")) {
      String end = high.isEmpty() ? "" : ", up to " + high;
      return " above " + text(keywords, "exclusiveMinimum") + end;
    }
    String low = text(keywords, "minimum");
    if (low.isEmpty()) {
      return "";
    }
    return high.isEmpty() ? " not below " + low : " from " + low + " to " + high;
  }

  /** Which keys a map may have. */
  static String keys(JsonNode schema) {
    return "one of " + String.join(", ", keyword(schema, "properties").asObject().keySet());
  }

  /** Which keys a map must have. */
  static List<String> required(JsonNode schema) {
    return keyword(schema, "required").asArray().stream().map(JsonNode::asString).toList();
  }

  private static JsonNode keyword(JsonNode schema, String keyword) {
    return Objects.requireNonNull(schema.asObject().get(keyword), keyword);
  }

  private static String text(Map<String, JsonNode> keywords, String keyword) {
    return keywords.containsKey(keyword) ? keywords.get(keyword).asString() : "";
  }
}
