package dev.bckd.upgrade.report.picture;

/** Texts of unknown origin, made harmless. */
public final class Text {
  /** Stands for what must not be shown. */
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * The text without characters that are not allowed in XML, that control a terminal or that turn
   * the direction of writing, each replaced by U+FFFD.
   */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(printable(c) ? c : REPLACEMENT));
    return out.toString();
  }

  private static boolean printable(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !Character.isISOControl(c) && !turns && !half && (c & 0xFFFE) != 0xFFFE;
  }

  /** Writes a text so that it is nothing but text in HTML and in an attribute's quotes. */
  static void escape(String text, StringBuilder out) {
    String printable = printable(text);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /** At most so many characters, with an ellipsis where there were more. */
  public static String shortened(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
  }
}
