package dev.bckd.policy.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a plain scalar is, by the core schema of YAML 1.2, as editors have it: {@code on}, {@code
 * 010} and {@code 2026-03-01} are what they look like, not a truth, an octal number and a date.
 * Numbers are decimal and finite; anything else is a text.
 */
final class CoreResolver extends Resolver {
  private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
  private static final Pattern REAL =
      Pattern.compile("[-+]?([.][0-9]{1,40}|[0-9]{1,40}([.][0-9]{0,40})?)([eE][-+]?[0-9]{1,4})?");

  @Override
  public Tag resolve(NodeId kind, String value, boolean implicit) {
    if (kind != NodeId.scalar || !implicit) {
      return super.resolve(kind, value, implicit);
    }
    if (NOTHING.matcher(value).matches()) {
      return Tag.NULL;
    }
    if (TRUTH.matcher(value).matches()) {
      return Tag.BOOL;
    }
    if (WHOLE.matcher(value).matches()) {
      return Tag.INT;
    }
    return REAL.matcher(value).matches() && Double.isFinite(Double.parseDouble(value))
        ? Tag.FLOAT
        : Tag.STR;
  }
}
