package dev.bckd.policy.yaml;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What of a file is shown in messages: neither long, nor with characters that move the cursor. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  static String of(Node node) {
    if (node instanceof ScalarNode scalar) {
      return "'" + of(scalar.getValue()) + "'";
    }
    return node instanceof SequenceNode ? "a list" : "a map";
  }

  static String of(String text) {
    int shown =
        text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    String end = shown < text.length() ? "…" : "";
    return text.substring(0, shown).replaceAll("\\p{Cntrl}", " ") + end;
  }
}
