package dev.bckd.upgrade.report;

import dev.bckd.upgrade.report.picture.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Markdown text in the making that is never longer than a comment on a pull request may be. Texts
 * of unknown origin mean nothing in it: no markup, no link, no mention.
 */
final class Markdown {
  /** A comment holds 65,536 characters. */
  private static final int LONGEST = 58_000;

  private static final int LONGEST_TEXT = 300;
  private static final String SPECIAL = "\\`*_|~";

  /** What GitHub would notify or link: a name, a number, an address; and what makes a link. */
  private static final Pattern LINKS =
      Pattern.compile("(?<![A-Za-z0-9])[@#](?=[A-Za-z0-9])|:(?=//)|(?<=www)\\.|\\](?=[(\\[])");

  private final StringBuilder out = new StringBuilder();

  /** A paragraph or heading whose texts are escaped already. */
  Markdown block(String markdown) {
    if (out.length() + markdown.length() <= LONGEST) {
      out.append(markdown).append("\n\n");
    }
    return this;
  }

  /**
   * A table. Rows that do not fit are counted in its last line.
   *
   * @param head the columns' names
   * @param align of each column, such as {@code ---:}
   * @param rows cells whose texts are escaped already
   */
  Markdown table(List<String> head, List<String> align, List<List<String>> rows) {
    line(head);
    line(align);
    int written = 0;
    for (List<String> row : rows) {
      if (out.length() + String.join(" | ", row).length() > LONGEST) {
        break;
      }
      line(row);
      written++;
    }
    out.append('\n');
    if (written < rows.size()) {
      out.append("… and ").append(rows.size() - written).append(" more, see report.html\n\n");
    }
    return this;
  }

  private void line(List<String> cells) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** A text that means nothing but itself. */
  static String text(String text) {
    String plain =
        Text.shortened(Text.printable(text), LONGEST_TEXT).replaceAll("\\s+", " ").strip();
    StringBuilder escaped = new StringBuilder();
    // A space of no width behind it makes them mere characters.
    LINKS
        .matcher(plain)
        .replaceAll(found -> Matcher.quoteReplacement(found.group() + "\u200b"))
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> {
                  if (SPECIAL.indexOf(c) >= 0) {
                    escaped.append('\\');
                  }
                  escaped.appendCodePoint(c);
                }
              }
            });
    // At the beginning of a line a bracket might define a link.
    return escaped.indexOf("[") == 0 ? "\\" + escaped : escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
