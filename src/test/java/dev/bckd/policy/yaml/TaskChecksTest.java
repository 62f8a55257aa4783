package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites beside the policy that names them: what does not fit has line and column. */
class TaskChecksTest {
  private static final String LABELLED = "data: {files: [a.csv], label: y, group: user}";
  private static final String RANKING =
      "data: {files: [a.csv]}\n  ranking: {candidates: {column: c, input: item}, relevant: {column: r}}";
  private static final String RETRIEVAL =
      "retrieval: {queries: {files: [a.csv]}, index: {files: [b.csv]}, relevant: {column: r}}";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "binary | logits | auc",
        "binary | logits | grouped-auc",
        "binary | logits | predicted-to-observed-ratio",
        "multiclass | logits | accuracy",
        "multiclass | logits | brier-score",
      })
  void takesTheMetricsOfTheTask(String task, String output, String metric) throws IOException {
    assertThat(problems(task, output, suite(LABELLED, metric))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "multiclass, auc",
    "multiclass, grouped-auc",
    "multiclass, predicted-to-observed-ratio"
  })
  void refusesAMetricThatTheTaskDoesNotHave(String task, String metric) throws IOException {
    assertThat(problems(task, "logits", suite(LABELLED, metric)))
        .containsExactly(
            "suite.yaml:6:20: 'spec.gates[0].metric' is '%s'; expected a metric of the task, which is %s in policy.yaml"
                .formatted(metric, task));
  }

  @Test
  void takesRankingWithOneLogitAndRetrievalWithAnEmbedding() throws IOException {
    assertThat(problems("binary", "logits", suite(RANKING, "mrr"))).isEmpty();
    assertThat(problems("embedding", "embedding", suite(RETRIEVAL, "cross-recall@10"))).isEmpty();
    assertThat(problems("binary", "logits, embedding", suite(RETRIEVAL, "hit-flip-rate@10")))
        .isEmpty();
  }

  @Test
  void refusesARankingOfSeveralLogits() throws IOException {
    assertThat(problems("multiclass", "logits", suite(RANKING, "mrr")))
        .containsExactly(
            "suite.yaml:6:12: 'spec.ranking' is a map; expected it only with the task binary; it is multiclass in policy.yaml");
  }

  @Test
  void refusesARetrievalWithoutAnEmbedding() throws IOException {
    assertThat(problems("binary", "logits", suite(RETRIEVAL, "cross-recall@10")))
        .containsExactly(
            "suite.yaml:5:14: 'spec.retrieval' is a map; expected it only where the signature has the output 'embedding', unlike policy.yaml");
  }

  @Test
  void refusesLabelledRowsOfAModelThatEmbeds() throws IOException {
    assertThat(problems("embedding", "embedding", suite(LABELLED, "accuracy")))
        .containsExactly(
            "suite.yaml:5:3: expected the key 'spec.retrieval': the task is embedding in policy.yaml");
  }

  @ParameterizedTest
  @CsvSource({"shop", "hist"})
  void refusesCandidatesForNoInputOfOneNumber(String input) throws IOException {
    assertThat(problems("binary", "logits", suite(RANKING.replace("item", input), "mrr")))
        .containsExactly(
            "suite.yaml:6:44: 'spec.ranking.candidates.input' is '%s'; expected an input that takes one number a row, one of item in policy.yaml"
                .formatted(input));
  }

  @Test
  void refusesABehaviourThatChangesNoInput() throws IOException {
    String behaviour =
        "\n  behaviours: [{name: b, kind: invariance, change: {item_id: '1', currency: '2'}}]";

    assertThat(problems("binary", "logits", suite(LABELLED, "accuracy") + behaviour))
        .containsExactly(
            "suite.yaml:7:77: column 'currency' feeds no input of the model; expected one of item_id, h in policy.yaml");
  }

  @Test
  void refusesToCompareWithTheTeacherTwice() throws IOException {
    String twice = suite(LABELLED, "churn").replace("min: 0", "noWorseThan: teacher, margin: 0.1");

    assertThat(problems("binary", "logits", twice))
        .containsExactly(
            "suite.yaml:6:40: 'spec.gates[0].noWorseThan' is 'teacher'; expected max, min or incoming: the metric compares with the teacher");
  }

  @Test
  void refusesGroupedAucWithoutGroups() throws IOException {
    String ungrouped = suite(LABELLED.replace(", group: user", ""), "grouped-auc");

    assertThat(problems("binary", "logits", ungrouped))
        .containsExactly(
            "suite.yaml:6:20: 'spec.gates[0].metric' is 'grouped-auc'; expected the key 'spec.data.group' with it, whose groups it ranks within");
  }

  @Test
  void readingAPolicyEndsWithTheSameLine() throws IOException {
    List<String> problems = problems("multiclass", "logits", suite(LABELLED, "auc"));

    assertThatThrownBy(() -> PolicyReader.read(folder.resolve("policy.yaml")))
        .isInstanceOf(BadInputException.class)
        .satisfies(e -> assertThat(relative(String.valueOf(e.getMessage()))).isIn(problems));
  }

  private static String suite(String rows, String metric) {
    return """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: suite}
        spec:
          %s
          gates: [{metric: %s, min: 0}]"""
        .formatted(rows, metric);
  }

  private List<String> problems(String task, String outputs, String suite) throws IOException {
    Files.writeString(folder.resolve("suite.yaml"), suite);
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: bckd.dev/v1
            kind: UpgradePolicy
            metadata: {name: policy}
            spec:
              model: m
              task: %s
              signature:
                inputs:
                  - {name: item, column: item_id, type: int64}
                  - {name: hist, column: h, type: int64, shape: [3]}
                outputs: [%s]
              history: {label: y, old: {files: [a.csv]}}
              gates: {suites: [suite.yaml]}
            """
                .formatted(task, outputs));
    return Validation.problems(policy).stream().map(this::relative).toList();
  }

  private String relative(String message) {
    return message.replace(folder + "/", "");
  }
}
