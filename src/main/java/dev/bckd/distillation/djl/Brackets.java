package dev.bckd.distillation.djl;

import dev.bckd.distillation.djl.SourceToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes TorchScript source apart where no bracket is open. */
final class Brackets {
  private Brackets() {}

  /** The statements of a block: what stands between the ends of lines. */
  static List<List<SourceToken>> statements(List<SourceToken> tokens) {
    List<List<SourceToken>> statements = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      depth += depthOf(tokens.get(i));
      if (tokens.get(i).kind() == Kind.LINE_END && depth == 0) {
        statements.add(tokens.subList(from, i));
        from = i + 1;
      }
    }
    statements.add(tokens.subList(from, tokens.size()));
    return statements;
  }

  /** What stands between commas within a pair of brackets. */
  static List<List<SourceToken>> arguments(List<SourceToken> tokens, int open, int close) {
    List<List<SourceToken>> arguments = new ArrayList<>();
    List<SourceToken> argument = new ArrayList<>();
    int depth = 0;
    for (SourceToken token : tokens.subList(open + 1, Math.max(open + 1, close))) {
      depth += depthOf(token);
      if (depth == 0 && token.is(",")) {
        arguments.add(argument);
        argument = new ArrayList<>();
      } else if (token.kind() != Kind.LINE_END) {
        argument.add(token);
      }
    }
    if (!argument.isEmpty()) {
      arguments.add(argument);
    }
    return arguments;
  }

  /** Where the bracket that opens at a place is closed; the last token if it is not. */
  static int closing(List<SourceToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += depthOf(tokens.get(i));
      if (depth == 0) {
        return i;
      }
    }
    return tokens.size() - 1;
  }

  /** Where a statement assigns: its equals sign outside of brackets; -1 if there is none. */
  static int assignment(List<SourceToken> statement) {
    int depth = 0;
    for (int i = 0; i < statement.size(); i++) {
      depth += depthOf(statement.get(i));
      if (depth == 0 && statement.get(i).is("=")) {
        return i;
      }
    }
    return -1;
  }

  private static int depthOf(SourceToken token) {
    if (token.is("(") || token.is("[") || token.is("{")) {
      return 1;
    }
    return token.is(")") || token.is("]") || token.is("}") ? -1 : 0;
  }
}
