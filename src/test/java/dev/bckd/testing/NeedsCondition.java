package dev.bckd.testing;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test that {@link Needs} what is absent, or fails it where the run must be complete. */
final class NeedsCondition implements ExecutionCondition {
  static final String COMPLETE_PROPERTY = "bckd.complete";

  /** Importing torch takes seconds; once a run is enough. */
  private static final ConcurrentMap<String, Boolean> IMPORTS = new ConcurrentHashMap<>();

  /** Whether a missing tool is a reason to skip or to fail. */
  enum Run {
    USUAL,
    COMPLETE;

    static Run ofThisJvm() {
      String value = System.getProperty(COMPLETE_PROPERTY);
      return value == null || value.equals("false") ? USUAL : COMPLETE;
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context
        .getElement()
        .flatMap(element -> AnnotationSupport.findAnnotation(element, Needs.class))
        .map(needs -> decide(missing(needs), Run.ofThisJvm()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs nothing"));
  }

  /**
   * What becomes of a test.
   *
   * @throws IllegalStateException if something is missing in a complete run; it fails the test
   */
  static ConditionEvaluationResult decide(List<String> missing, Run run) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("everything needed is here");
    }
    String reason = "not on this machine: " + String.join(", ", missing);
    if (run == Run.COMPLETE) {
      throw new IllegalStateException(reason + "; -D" + COMPLETE_PROPERTY + " skips nothing");
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  static List<String> missing(Needs needs) {
    Stream<String> programs =
        Stream.of(needs.programs()).filter(program -> Tools.find(program).isEmpty());
    Stream<String> modules =
        Stream.of(needs.pythonModules())
            .filter(module -> !IMPORTS.computeIfAbsent(module, Tools::pythonImports))
            .map(module -> "module " + module + " of " + Tools.python());
    return Stream.concat(programs, modules).toList();
  }
}
