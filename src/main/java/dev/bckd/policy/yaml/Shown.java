package dev.bckd.policy.yaml;

import java.nio.file.Path;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What of a file is shown in messages: neither long, nor with characters that move the cursor. */
final class Shown {
  private static final int LONGEST = 60;
  private static final int LONGEST_PATH = 500;

  private Shown() {}

  static String of(Node node) {
    if (node instanceof ScalarNode scalar) {
      return "'" + of(scalar.getValue()) + "'";
    }
    return node instanceof SequenceNode ? "a list" : "a map";
  }

  /** A path that need not exist: no file has a longer name. */
  static String ofPath(Path path) {
    String text = path.toString();
    return text.length() <= LONGEST_PATH ? text : text.substring(0, LONGEST_PATH) + "…";
  }

  static String of(String text) {
    int shown =
        text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    String end = shown < text.length() ? "…" : "";
    return text.substring(0, shown).replaceAll("\\p{Cntrl}", " ") + end;
  }
}
