package dev.bckd.distillation.djl;

import dev.bckd.distillation.djl.SourceToken.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names that a method binds, each with the expression it surely stands for. */
final class LocalNames {
  /** Stands for a value that is not one expression. */
  private static final List<SourceToken> UNKNOWN = List.of();

  private final Map<String, List<SourceToken>> bindings = new HashMap<>();

  /** Binds a parameter, whose value nobody knows. */
  void parameter(String name) {
    bind(name, UNKNOWN);
  }

  /** Binds what a statement binds. */
  void statement(List<SourceToken> statement) {
    int assignment = Brackets.assignment(statement);
    if (assignment == 1) {
      bind(statement.get(0).text(), statement.subList(2, statement.size()));
      return;
    }
    int targets = assignment < 0 && isBlockHead(statement) ? statement.size() : assignment;
    statement.stream()
        .limit(Math.max(targets, 0))
        .filter(token -> token.kind() == Kind.NAME)
        .forEach(token -> bind(token.text(), UNKNOWN));
  }

  /** Statements that bind without an equals sign. */
  private static boolean isBlockHead(List<SourceToken> statement) {
    return !statement.isEmpty() && (statement.get(0).is("for") || statement.get(0).is("with"));
  }

  /** A name that is bound twice is known no more. */
  private void bind(String name, List<SourceToken> value) {
    bindings.merge(name, value, (one, other) -> UNKNOWN);
  }

  /** The expression that a name stands for; empty if it is unknown. */
  List<SourceToken> value(String name) {
    return bindings.getOrDefault(name, UNKNOWN);
  }

  /** Whether an attribute of that name is set, of whatever object. */
  boolean setsAttribute(String attribute) {
    return bindings.keySet().stream().anyMatch(name -> name.endsWith("." + attribute));
  }
}
