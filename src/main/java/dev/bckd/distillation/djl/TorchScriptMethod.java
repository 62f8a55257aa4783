package dev.bckd.distillation.djl;

import dev.bckd.distillation.djl.SourceToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One method of a class in TorchScript source: its calls, and which attribute of the module an
 * expression surely is.
 */
final class TorchScriptMethod {
  private static final int LONGEST_CHAIN = 50;

  private final List<SourceToken> tokens;
  private final LocalNames names = new LocalNames();
  private final String self;

  /**
   * A call.
   *
   * @param callee dotted name of the function; a local name for a function is resolved
   * @param arguments the tokens of each
   * @param close offset of the closing parenthesis in the source
   */
  record Call(String callee, List<List<SourceToken>> arguments, int close) {}

  /**
   * @param tokens of the method, from {@code def} on
   */
  private TorchScriptMethod(List<SourceToken> tokens) {
    this.tokens = tokens;
    int open = indexOf("(", 0);
    int close = Brackets.closing(tokens, open);
    this.self = open + 1 < close ? tokens.get(open + 1).text() : "";
    Brackets.arguments(tokens, open, close).stream()
        .filter(argument -> !argument.isEmpty())
        .forEach(argument -> names.parameter(argument.get(0).text()));
    Brackets.statements(tokens.subList(indexOf(":", close) + 1, tokens.size()))
        .forEach(names::statement);
  }

  /** The methods of a class, empty if the source has no such class. */
  static List<TorchScriptMethod> of(String source, String className) {
    List<TorchScriptMethod> methods = new ArrayList<>();
    boolean inside = false;
    int method = -1;
    int at = 0;
    while (at <= source.length()) {
      int next = source.indexOf('\n', at) + 1;
      String line = source.substring(at, next == 0 ? source.length() : next);
      boolean end = at == source.length();
      boolean outer = end || (!line.isBlank() && !line.startsWith(" "));
      boolean member = line.startsWith("  ") && !line.startsWith("   ") && !line.isBlank();
      if (method >= 0 && (outer || member)) {
        methods.add(new TorchScriptMethod(SourceToken.of(source, method, at)));
        method = -1;
      }
      if (outer) {
        inside = line.startsWith("class " + className + "(");
      } else if (inside && line.startsWith("  def ")) {
        method = at;
      }
      at = next == 0 ? source.length() + (end ? 1 : 0) : next;
    }
    return methods;
  }

  /** All calls of functions by their name; not those of methods of objects. */
  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean named = tokens.get(i).kind() == Kind.NAME && tokens.get(i + 1).is("(");
      boolean member = i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("def"));
      if (named && !member) {
        int close = Brackets.closing(tokens, i + 1);
        calls.add(
            new Call(
                function(tokens.get(i).text()),
                Brackets.arguments(tokens, i + 1, close),
                tokens.get(close).begin()));
      }
    }
    return calls;
  }

  private String function(String name) {
    List<SourceToken> value = names.value(name);
    return value.size() == 1 && value.get(0).kind() == Kind.NAME ? value.get(0).text() : name;
  }

  /**
   * The attribute of the module that an expression is, such as {@code users.weight}.
   *
   * @return empty if it is something else, or cannot be told surely
   */
  Optional<String> attribute(List<SourceToken> expression) {
    return path(expression, 0)
        .filter(path -> !path.isEmpty())
        .map(path -> String.join(".", path))
        .filter(path -> !names.setsAttribute(path.substring(path.lastIndexOf('.') + 1)));
  }

  private Optional<List<String>> path(List<SourceToken> expression, int depth) {
    if (expression.isEmpty() || depth > LONGEST_CHAIN) {
      return Optional.empty();
    }
    int size = expression.size();
    SourceToken last = expression.get(size - 1);
    if (size == 1 && last.kind() == Kind.NAME) {
      return named(last.text(), depth);
    }
    if (size >= 3 && last.kind() == Kind.NAME && expression.get(size - 2).is(".")) {
      return path(expression.subList(0, size - 2), depth + 1)
          .map(path -> extended(path, last.text()));
    }
    if (expression.get(0).is("(") && last.is(")")) {
      return path(expression.subList(1, size - 1), depth + 1);
    }
    if (size >= 6
        && expression.get(0).is("getattr")
        && expression.get(1).is("(")
        && expression.get(size - 3).is(",")
        && expression.get(size - 2).kind() == Kind.STRING
        && last.is(")")) {
      String quoted = expression.get(size - 2).text();
      return path(expression.subList(2, size - 3), depth + 1)
          .map(path -> extended(path, quoted.substring(1, quoted.length() - 1)));
    }
    return Optional.empty();
  }

  /** {@code self.a.b}, or a local name {@code x} or {@code x.a} of such a value. */
  private Optional<List<String>> named(String name, int depth) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    Optional<List<String>> base =
        first.equals(self) ? Optional.of(List.of()) : path(names.value(first), depth + 1);
    return dot < 0 ? base : base.map(path -> extended(path, name.substring(dot + 1)));
  }

  private static List<String> extended(List<String> path, String attribute) {
    List<String> longer = new ArrayList<>(path);
    longer.add(attribute);
    return longer;
  }

  private int indexOf(String symbol, int from) {
    for (int i = from; i < tokens.size(); i++) {
      if (tokens.get(i).is(symbol)) {
        return i;
      }
    }
    return tokens.size() - 1;
  }
}
