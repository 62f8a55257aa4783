package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All problems of a file at once, each with line, column and what was expected. */
class ValidationTest {
  @TempDir private Path folder;

  @Test
  void namesEveryProblemOfASuiteOnce() throws IOException {
    assertThat(
            problems(
                """
                apiVersion: bckd.dev/v1
                kind: RegressionSuite
                metadata: {name: shop, titel: 1}
                spec:
                  data: {files: [rows.csv, "ftp://x"], weight: cost}
                  interval: exakt
                  discover: 3
                  confidence: 2
                  slices:
                    - {name: new, where: "a"}
                    - {name: new, where: " "}
                  gates:
                    - {metric: acuracy, min: 0.7, noWorseThan: teacher}
                    - {metric: accuracy, min: 0.9, max: 0.8, slices: some}
                    - {metric: accuracy, max: 1, slices: [old]}
                    - {metric: accuracy, max: 1, slices: [], severity: [warning]}
                    - {metric: accuracy, maximum: 1}
                  behaviours:
                    - {name: money, kind: invariance, change: {}, max: 1.01, score: rises}
                    - {name: stars, kind: direction}
                    - {kind: habit}
                """))
        .containsExactly(
            "3:24: unknown key 'metadata.titel'; expected one of name, description",
            "5:9: expected the key 'spec.data.label'",
            "5:28: 'spec.data.files[1]' is 'ftp://x'; expected a path, s3://bucket/key or https://host/path",
            "6:13: 'spec.interval' is 'exakt'; expected one of score, exact",
            "7:13: 'spec.discover' is '3'; expected true or false",
            "8:15: 'spec.confidence' is '2'; expected a number from 0.5 to 0.9999",
            "11:14: 'spec.slices[1].name' is 'new'; expected a name that no other slice has",
            "11:26: 'spec.slices[1].where' is ' '; expected a text",
            "13:7: expected max, min or both; or noWorseThan with its margin",
            "13:16: 'spec.gates[0].metric' is 'acuracy'; expected a metric: negative-flip-rate, positive-flip-rate, churn, backward-trust-compatibility, backward-error-compatibility, accuracy, log-loss, auc, grouped-auc, brier-score, expected-calibration-error, predicted-to-observed-ratio, mrr, ndcg@k, hit-rate@k, recall@k, hit-flip-rate@k, rbo@k, cross-recall@k, cross-ndcg@k",
            "14:7: expected a min that is not above the max",
            "14:54: 'spec.gates[1].slices' is 'some'; expected 'all' or a list of at least one slice",
            "15:43: 'spec.gates[2].slices[0]' is 'old'; expected a slice of this suite, which has new, new",
            "16:42: 'spec.gates[3].slices' is a list; expected 'all' or a list of at least one slice",
            "16:56: 'spec.gates[3].severity' is a list; expected one of blocking, warning",
            "17:7: expected max, min or both; or noWorseThan with its margin",
            "17:26: unknown key 'spec.gates[4].maximum'; expected one of metric, max, min, noWorseThan, margin, slices, severity",
            "19:47: 'spec.behaviours[0].change' is a map; expected at least one column with its new value",
            "19:56: 'spec.behaviours[0].max' is '1.01'; expected a number from 0 to 1",
            "19:62: unknown key 'spec.behaviours[0].score'; expected one of name, kind, where, change, max, severity",
            "20:7: expected the key 'spec.behaviours[1].change'",
            "20:7: expected the key 'spec.behaviours[1].score'",
            "21:7: expected the key 'spec.behaviours[2].name'",
            "21:14: 'spec.behaviours[2].kind' is 'habit'; expected one of invariance, direction, minimum-functionality");
  }

  private List<String> problems(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("file.yaml"), text);
    return Validation.problems(file).stream()
        .map(problem -> problem.replace(file + ":", ""))
        .toList();
  }
}
