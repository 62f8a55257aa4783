package dev.bckd.policy.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The metrics that a suite has, by what its rows are. Their names are the contract's; here, because
 * a typing error should have line and column before any model was asked.
 */
final class SuiteMetrics {
  private static final List<String> LABELLED =
      List.of(
          "negative-flip-rate",
          "positive-flip-rate",
          "churn",
          "backward-trust-compatibility",
          "backward-error-compatibility",
          "accuracy",
          "log-loss",
          "auc",
          "grouped-auc",
          "brier-score",
          "expected-calibration-error",
          "predicted-to-observed-ratio");

  private static final Set<String> OF_ONE_LOGIT =
      Set.of("auc", "grouped-auc", "predicted-to-observed-ratio");

  private static final Set<String> AGAINST_TEACHER =
      Set.of(
          "negative-flip-rate",
          "positive-flip-rate",
          "churn",
          "backward-trust-compatibility",
          "backward-error-compatibility",
          "hit-flip-rate",
          "rbo");

  private SuiteMetrics() {}

  /** Whether only a binary task has it. */
  static boolean needsOneLogit(String metric) {
    return OF_ONE_LOGIT.contains(metric);
  }

  /** Whether it compares with the teacher by itself, so that nothing can be no worse than it. */
  static boolean againstTeacher(String metric) {
    return AGAINST_TEACHER.contains(metric.replaceFirst("@.*", ""));
  }

  /** Those of the suite with this {@code spec}. */
  static List<String> of(YamlMap spec) {
    Optional<YamlMap> ranking = spec.mapAt("ranking");
    Optional<YamlMap> retrieval = spec.mapAt("retrieval");
    if (ranking.isPresent()) {
      return Stream.concat(
              Stream.of("mrr"),
              cut(ranking.get(), "ndcg", "hit-rate", "recall", "hit-flip-rate", "rbo"))
          .toList();
    }
    return retrieval.isPresent()
        ? cut(retrieval.get(), "cross-recall", "cross-ndcg", "hit-flip-rate", "rbo").toList()
        : LABELLED;
  }

  /** Names that end in the length of the list. */
  private static Stream<String> cut(YamlMap lists, String... names) {
    String k =
        lists
            .optional("k")
            .filter(YamlValue::isNumber)
            .map(YamlValue::text)
            .orElse(String.valueOf(ListReader.USUAL));
    return Stream.of(names).map(name -> name + "@" + k);
  }
}
