package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value in a file, read as what its key expects.
 *
 * @param file where it is
 * @param node what it is
 * @param name the keys that lead to it, for messages
 */
record YamlValue(YamlFile file, Node node, String name) {

  YamlMap map() {
    if (node instanceof MappingNode mapping) {
      return new YamlMap(file, mapping, name);
    }
    throw expected("keys and values");
  }

  List<YamlValue> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw expected("a list");
    }
    List<YamlValue> values = new ArrayList<>();
    for (Node value : sequence.getValue()) {
      values.add(new YamlValue(file, value, name + "[" + values.size() + "]"));
    }
    return values;
  }

  boolean isText(String text) {
    return node instanceof ScalarNode scalar && scalar.getValue().equals(text);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Whether it is written as a number, without quotes. */
  boolean isNumber() {
    return node.getTag().equals(Tag.FLOAT) || node.getTag().equals(Tag.INT);
  }

  /** A yes or a no. */
  boolean flag() {
    if (node.getTag().equals(Tag.BOOL)) {
      return oneOf("true", "false").equals("true");
    }
    throw expected("true or false");
  }

  /** A text that is not blank. */
  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    throw expected("a text");
  }

  /** One of these texts. */
  String oneOf(String... allowed) {
    if (node instanceof ScalarNode scalar && Arrays.asList(allowed).contains(scalar.getValue())) {
      return scalar.getValue();
    }
    throw expected(
        allowed.length == 1 ? "'" + allowed[0] + "'" : "one of " + String.join(", ", allowed));
  }

  /** A constant by its name in lower case, with dashes. */
  <E extends Enum<E>> E constant(Class<E> type) {
    E[] constants = type.getEnumConstants();
    String[] names =
        Arrays.stream(constants)
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toArray(String[]::new);
    return constants[Arrays.asList(names).indexOf(oneOf(names))];
  }

  /** A whole number in {@code [low, high]}. */
  long whole(long low, long high) {
    String range = "a whole number from " + low + " to " + high;
    try {
      long value = Long.parseLong(text());
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw expected(range);
    }
    throw expected(range);
  }

  /** A finite number in {@code [low, high]}. */
  double number(double low, double high) {
    String range = range(low, high);
    try {
      double value = Double.parseDouble(text());
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw expected(range);
    }
    throw expected(range);
  }

  private static String range(double low, double high) {
    if (high < Double.MAX_VALUE) {
      return "a number from " + low + " to " + high;
    }
    return low > -Double.MAX_VALUE ? "a number not below " + low : "a number";
  }

  /** A length of time that is longer than nothing, as in {@code PT10M}. */
  Duration duration() {
    try {
      Duration duration = Duration.parse(text());
      if (duration.isNegative() || duration.isZero()) {
        throw expected("a positive length of time such as PT10M");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw expected("a length of time such as PT10M");
    }
  }

  /** A file or glob, absolute. */
  String path() {
    String named = text();
    if (named.matches("[a-z][a-z0-9+]+:.*")) {
      throw expected("a path; this version reads local files only");
    }
    return file.resolve(named);
  }

  /** The refusal of this value. */
  BadInputException expected(String what) {
    return new BadInputException(place(), "'" + name + "' is " + shown() + "; expected " + what);
  }

  /** File, line and column. */
  String place() {
    return file.place(node);
  }

  private String shown() {
    if (node instanceof ScalarNode scalar) {
      return "'" + scalar.getValue() + "'";
    }
    return node instanceof SequenceNode ? "a list" : "a map";
  }
}
