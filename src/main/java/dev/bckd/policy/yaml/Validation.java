package dev.bckd.policy.yaml;

import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is wrong with a policy or a suite: what its schema says, and what no schema can
 * say. Reading ends with the first problem; this finds all.
 */
public final class Validation {
  private final Set<String> lines = new LinkedHashSet<>();

  private Validation() {}

  /**
   * Looks at a file; at a policy with its suites.
   *
   * @return one line for each problem, with file, line, column and what was expected
   */
  public static List<String> problems(Path path) {
    Validation validation = new Validation();
    validation.look(new YamlFile(path), Optional.empty(), PolicyReader.KIND, SuiteReader.KIND);
    if (validation.lines.isEmpty()) {
      Problems problems = new Problems();
      problems.attempt(() -> describe(path));
      return problems.lines();
    }
    return List.copyOf(validation.lines);
  }

  /**
   * What a file is, in words.
   *
   * @throws dev.bckd.model.BadInputException if something is wrong with it
   */
  public static String describe(Path path) {
    YamlFile file = new YamlFile(path);
    if (file.read(new FirstProblem()).required("kind").isText(SuiteReader.KIND)) {
      RegressionSuite suite = SuiteReader.read(file);
      String behaviours =
          suite.behaviours().isEmpty() ? "" : ", behaviours: " + suite.behaviours().size();
      return "suite " + suite.name() + ", gates: " + suite.gates().size() + behaviours;
    }
    UpgradePolicy policy = PolicyReader.read(path);
    return "policy " + policy.name() + ", suites: " + policy.gates().suites().size();
  }

  /**
   * Looks at one file and, if it is a policy, at its suites.
   *
   * @param policy what a suite must fit; empty: nothing
   */
  private void look(YamlFile file, Optional<TaskChecks> policy, String... kinds) {
    Problems problems = new Problems();
    Optional<YamlMap> document = problems.attempt(() -> file.read(problems));
    Optional<String> kind =
        document.flatMap(map -> problems.attempt(() -> map.required("kind").oneOf(kinds)));
    if (kind.isEmpty()) {
      document.ifPresent(map -> problems.attempt(() -> YamlFile.version(map)));
    }
    kind.ifPresent(known -> Schema.of(known).check(document.orElseThrow(), problems));
    List<YamlFile> suites = new ArrayList<>();
    if (kind.equals(Optional.of(SuiteReader.KIND))) {
      SuiteChecks.check(document.orElseThrow(), problems::elsewhere);
      policy.ifPresent(of -> of.check(document.orElseThrow(), problems::elsewhere));
    } else if (kind.isPresent()) {
      PolicyChecks.check(document.orElseThrow(), problems::elsewhere);
      suites = suites(document.orElseThrow(), problems);
    }
    lines.addAll(problems.lines());
    Optional<TaskChecks> fitting = document.flatMap(TaskChecks::of);
    suites.forEach(suite -> look(suite, fitting, SuiteReader.KIND));
  }

  private static List<YamlFile> suites(YamlMap policy, Problems problems) {
    return PolicyChecks.suites(policy).stream()
        .flatMap(named -> problems.attempt(named::path).stream())
        .map(path -> new YamlFile(Path.of(path)))
        .toList();
  }
}
