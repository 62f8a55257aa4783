package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Whether a suite fits the policy that names it: the kind of its rows, its metrics and the columns
 * it changes. Looks only at what has the right shape; the rest is the schemas', or the readers'.
 *
 * @param policy the policy's file, for messages
 * @param task what the model answers
 * @param inputs what it reads
 * @param outputs what it returns
 */
record TaskChecks(String policy, String task, List<YamlMap> inputs, List<String> outputs) {
  private static final String BINARY = "binary";
  private static final String EMBEDDING = "embedding";

  /** What the suites of a policy must fit; empty where the policy does not say. */
  static Optional<TaskChecks> of(YamlMap policy) {
    Optional<YamlMap> spec = policy.mapAt("spec");
    Optional<YamlMap> signature = spec.flatMap(map -> map.mapAt("signature"));
    return spec.flatMap(map -> map.optional("task"))
        .filter(task -> List.of(BINARY, "multiclass", EMBEDDING).stream().anyMatch(task::isText))
        .flatMap(
            task ->
                signature.map(
                    map ->
                        new TaskChecks(
                            policy.file().path().toString(),
                            task.text(),
                            map.maps("inputs"),
                            texts(map.optional("outputs")))));
  }

  private static List<String> texts(Optional<YamlValue> list) {
    return list.filter(YamlValue::isList).map(YamlValue::list).orElse(List.of()).stream()
        .filter(YamlValue::isText)
        .map(YamlValue::text)
        .toList();
  }

  /** Looks at a suite. */
  void check(YamlMap suite, Consumer<BadInputException> problems) {
    suite.mapAt("spec").ifPresent(spec -> new Fitting(spec, problems).check());
  }

  private static Stream<String> name(YamlMap input) {
    return text(input, "name");
  }

  private static Stream<String> text(YamlMap input, String key) {
    return input.optional(key).filter(YamlValue::isText).map(YamlValue::text).stream();
  }

  /** One suite beside the policy. */
  private final class Fitting {
    private final YamlMap spec;
    private final Consumer<BadInputException> problems;

    Fitting(YamlMap spec, Consumer<BadInputException> problems) {
      this.spec = spec;
      this.problems = problems;
    }

    void check() {
      Optional<YamlValue> ranking = spec.optional("ranking");
      Optional<YamlValue> retrieval = spec.optional("retrieval");
      if (retrieval.isPresent() && !outputs.contains(EMBEDDING)) {
        refuse(retrieval.get(), "it only where the signature has the output 'embedding', unlike");
      } else if (retrieval.isEmpty() && task.equals(EMBEDDING)) {
        problems.accept(
            spec.expected("the key 'spec.retrieval': the task is embedding in " + policy));
      } else if (ranking.isPresent() && !task.equals(BINARY)) {
        refuse(ranking.get(), "it only with the task binary; it is " + task + " in");
      } else {
        spec.mapAt("ranking").ifPresent(this::candidates);
        spec.maps("gates").forEach(this::metric);
        spec.maps("behaviours").forEach(this::changes);
      }
    }

    private void metric(YamlMap gate) {
      gate.optional("metric")
          .filter(YamlValue::isText)
          .filter(name -> !task.equals(BINARY) && SuiteMetrics.needsOneLogit(name.text()))
          .ifPresent(name -> refuse(name, "a metric of the task, which is " + task + " in"));
    }

    private void candidates(YamlMap ranking) {
      List<String> single =
          inputs.stream().filter(Fitting::takesOneNumber).flatMap(TaskChecks::name).toList();
      ranking
          .mapAt("candidates")
          .flatMap(map -> map.optional("input"))
          .filter(YamlValue::isText)
          .filter(name -> !single.contains(name.text()))
          .ifPresent(
              name ->
                  refuse(
                      name,
                      "an input that takes one number a row, one of %s in"
                          .formatted(single.isEmpty() ? "none" : String.join(", ", single))));
    }

    private static boolean takesOneNumber(YamlMap input) {
      return input.optional("shape").filter(YamlValue::isList).map(YamlValue::list).stream()
          .flatMap(List::stream)
          .allMatch(dimension -> dimension.isText("1"));
    }

    private void changes(YamlMap behaviour) {
      behaviour
          .mapAt("change")
          .ifPresent(
              changed ->
                  changed
                      .all()
                      .forEach(
                          (column, value) -> {
                            if (!columns().contains(column)) {
                              problems.accept(
                                  new BadInputException(value.place(), feedsNothing(column)));
                            }
                          }));
    }

    private String feedsNothing(String column) {
      return "column '%s' feeds no input of the model; expected one of %s in %s"
          .formatted(Shown.of(column), String.join(", ", columns()), policy);
    }

    private List<String> columns() {
      return inputs.stream().flatMap(input -> text(input, "column")).toList();
    }

    private void refuse(YamlValue value, String expected) {
      problems.accept(value.expected(expected + " " + policy));
    }
  }
}
