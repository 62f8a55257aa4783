package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.model.BadInputException;
import java.util.function.Predicate;

/** Reads a record's values as what they must be. */
final class Json {
  private Json() {}

  static long whole(JsonNode json, String key) {
    return value(json, key, JsonNode::isIntegralNumber, "a whole number").longValue();
  }

  static double number(JsonNode json, String key) {
    return value(json, key, JsonNode::isNumber, "a number").doubleValue();
  }

  static String text(JsonNode json, String key) {
    return value(json, key, JsonNode::isTextual, "a text").textValue();
  }

  static JsonNode object(JsonNode json, String key) {
    return value(json, key, JsonNode::isObject, "an object");
  }

  static JsonNode array(JsonNode json, String key) {
    return value(json, key, JsonNode::isArray, "a list");
  }

  private static JsonNode value(
      JsonNode json, String key, Predicate<JsonNode> kind, String expected) {
    JsonNode value = json.get(key);
    if (value == null) {
      throw missing(key);
    }
    if (!kind.test(value)) {
      throw wrong(key, expected);
    }
    return value;
  }

  static BadInputException missing(String key) {
    return new BadInputException("record", "expected the key '" + key + "'");
  }

  static BadInputException wrong(String key, String expected) {
    return new BadInputException("record, key '" + key + "'", "expected " + expected);
  }
}
