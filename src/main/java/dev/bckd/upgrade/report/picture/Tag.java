package dev.bckd.upgrade.report.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG. Texts and attributes are escaped when it is written, so that no name
 * in a policy and no value in a row can become markup. Names of elements and attributes are ours.
 */
public final class Tag {
  private static final Set<String> EMPTY = Set.of("meta", "link", "br");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  /** What is inside an element. */
  private interface Piece {
    void write(StringBuilder out);
  }

  private Tag(String name) {
    this.name = name;
  }

  /** An element without anything in it. */
  public static Tag of(String name) {
    return new Tag(name);
  }

  /** An element of a class of our style sheet, without anything in it. */
  public static Tag of(String name, String cssClass) {
    return new Tag(name).with("class", cssClass);
  }

  /** The style sheet of the page; it is ours and is not escaped. */
  public static Tag style(String css) {
    Tag style = new Tag("style");
    style.pieces.add(out -> out.append(css));
    return style;
  }

  /** Sets an attribute. */
  public Tag with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Sets an attribute to a number, to two decimals. */
  public Tag with(String attribute, double value) {
    return with(attribute, Numbers.coordinate(value));
  }

  /** Adds text. */
  public Tag text(String text) {
    pieces.add(out -> Text.escape(text, out));
    return this;
  }

  /** Adds elements. */
  public Tag add(Tag... tags) {
    return add(List.of(tags));
  }

  /** Adds elements. */
  public Tag add(List<Tag> tags) {
    tags.forEach(tag -> pieces.add(tag::write));
    return this;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute).append("=\"");
          Text.escape(value, out);
          out.append('"');
        });
    out.append('>');
    if (!EMPTY.contains(name)) {
      pieces.forEach(piece -> piece.write(out));
      out.append("</").append(name).append('>');
    }
  }
}
