package dev.bckd.distillation.djl;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of TorchScript source.
 *
 * @param kind of piece
 * @param text as written; a name comes with its dots, such as {@code torch.embedding}
 * @param begin offset in the source
 */
record SourceToken(Kind kind, String text, int begin) {
  /** Kinds of pieces. */
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SYMBOL,
    LINE_END
  }

  /** Whether it is this symbol or name. */
  boolean is(String expected) {
    return kind != Kind.STRING && text.equals(expected);
  }

  /** The pieces of some source, without spaces and comments. */
  static List<SourceToken> of(String source, int from, int to) {
    List<SourceToken> tokens = new ArrayList<>();
    int at = from;
    while (at < to) {
      char c = source.charAt(at);
      if (c == '#') {
        at = lineEnd(source, at, to);
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        Kind kind = kind(c);
        int end = end(source, at, to, kind);
        tokens.add(new SourceToken(kind, source.substring(at, end), at));
        at = end;
      }
    }
    return tokens;
  }

  private static Kind kind(char first) {
    if (first == '\n') {
      return Kind.LINE_END;
    }
    if (first == '"' || first == '\'') {
      return Kind.STRING;
    }
    if (Character.isDigit(first)) {
      return Kind.NUMBER;
    }
    return Character.isJavaIdentifierStart(first) ? Kind.NAME : Kind.SYMBOL;
  }

  private static int end(String source, int begin, int to, Kind kind) {
    int at = begin + 1;
    switch (kind) {
      case NAME, NUMBER -> {
        while (at < to
            && (Character.isJavaIdentifierPart(source.charAt(at)) || source.charAt(at) == '.')) {
          at++;
        }
      }
      case STRING -> {
        while (at < to && source.charAt(at) != source.charAt(begin)) {
          at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
      }
      case SYMBOL, LINE_END -> {}
    }
    return Math.min(at, to);
  }

  private static int lineEnd(String source, int at, int to) {
    int end = source.indexOf('\n', at);
    return end < 0 ? to : Math.min(end, to);
  }
}
