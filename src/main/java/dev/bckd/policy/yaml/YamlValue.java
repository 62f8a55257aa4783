package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import dev.bckd.model.RemoteFiles;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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
  /** A character that is seen; the schemas have the same pattern. */
  static final Pattern VISIBLE =
      Pattern.compile(
          "[^\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]");

  /** A length of time; the schemas have the same pattern. */
  static final Pattern DURATION =
      Pattern.compile(
          "^(?=.*[1-9])P([0-9]{1,6}D)?"
              + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}([.][0-9]{1,9})?S)?)?$");

  /** Where rows are; the schemas have the same pattern. */
  private static final Pattern LOCATION =
      Pattern.compile("^(file:///|(s3|https)://[^/]+/[\\s\\S]|(?![a-z][a-z0-9+]+:))");

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

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether it is what {@link #text} takes. */
  boolean isText() {
    return node instanceof ScalarNode scalar
        && !node.getTag().equals(Tag.NULL)
        && VISIBLE.matcher(scalar.getValue()).find();
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
      return Boolean.parseBoolean(text());
    }
    throw expected("true or false");
  }

  /** A text that is not blank. */
  String text() {
    if (isText() && node instanceof ScalarNode scalar) {
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
    if (isNumber()) {
      BigDecimal value = new BigDecimal(text());
      if (value.compareTo(BigDecimal.valueOf(low)) >= 0
          && value.compareTo(BigDecimal.valueOf(high)) <= 0
          && value.stripTrailingZeros().scale() <= 0) {
        return value.longValueExact();
      }
    }
    throw expected("a whole number from " + low + " to " + high);
  }

  /** A finite number in {@code [low, high]}. */
  double number(double low, double high) {
    if (isNumber()) {
      double value = Double.parseDouble(text());
      if (value >= low && value <= high) {
        return value;
      }
    }
    throw expected(range(low, high));
  }

  /** A number above 0, up to {@code high}. */
  double positive(double high) {
    if (isNumber()) {
      double value = Double.parseDouble(text());
      if (value > 0 && value <= high) {
        return value;
      }
    }
    String end = high < Double.MAX_VALUE ? ", up to " + high : "";
    throw expected("a number above 0" + end);
  }

  private static String range(double low, double high) {
    if (high < Double.MAX_VALUE) {
      return "a number from " + low + " to " + high;
    }
    return low > -Double.MAX_VALUE ? "a number not below " + low : "a number";
  }

  /** A length of time that is longer than nothing, as in {@code PT10M}. */
  Duration duration() {
    String written = text();
    if (DURATION.matcher(written).matches()) {
      return Duration.parse(written);
    }
    throw expected("a positive length of time such as PT10M");
  }

  /** A file or glob, absolute. */
  String path() {
    String named = text();
    if (named.matches("(?s)[a-z][a-z0-9+]+:.*")) {
      throw expected("a path");
    }
    return file.resolve(named).orElseThrow(() -> expected("a path"));
  }

  /** A file or glob of rows: absolute, or a URI of another machine. */
  String location() {
    String named = text();
    if (!LOCATION.matcher(named).find()) {
      throw expected("a path, s3://bucket/key or https://host/path");
    }
    return RemoteFiles.isRemote(named)
        ? named
        : file.resolve(named.replaceFirst("^file://", "")).orElseThrow(() -> expected("a path"));
  }

  /** The refusal of this value. */
  BadInputException expected(String what) {
    return new BadInputException(
        place(), "'" + name + "' is " + Shown.of(node) + "; expected " + what);
  }

  /** File, line and column. */
  String place() {
    return file.place(node);
  }
}
