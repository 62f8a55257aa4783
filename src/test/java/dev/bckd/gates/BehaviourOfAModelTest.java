package dev.bckd.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.evaluation.Examiner;
import dev.bckd.history.Field;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.djl.TinyModels;
import dev.bckd.model.Role;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.yaml.PolicyReader;
import dev.bckd.testing.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the suite's file to the verdict, with TorchScript models and Parquet files. */
class BehaviourOfAModelTest {
  private static final String SOME = "dense[1]<0.05";

  private static final String BEHAVIOURS =
      """
        behaviours:
          - {name: the order of clicks, kind: invariance, change: {hist: list_reverse(hist)}, max: 0.01}
          - {name: the next item, kind: invariance, where: item < 19, change: {item: item + 1}, max: 0.9}
          - {name: more, kind: direction, change: {dense: "[dense[1] + 1, dense[2]]"}, score: rises, max: 1}
      """;

  private final DuckDbHistory history = new DuckDbHistory();

  @TempDir private Path folder;

  @Test
  void judgesBehavioursAsRowsThatWereWrittenDownChanged() throws Exception {
    TinyTask task = TinyTask.in(folder);
    Path suite = task.policy().resolveSibling("suite.yaml");
    String some =
        Files.readString(suite).replace("label: label}", "label: label, where: '" + SOME + "'}");
    Files.writeString(suite, some + BEHAVIOURS);
    UpgradePolicy policy = PolicyReader.read(task.policy());

    try (ScoringModel teacher = open(task.teacher());
        ScoringModel incoming = open(task.incoming())) {
      SuiteJudgement judged =
          new Judge()
              .judge(
                  new Examiner(history)
                      .examine(
                          policy,
                          policy.gates().suites().get(0),
                          Map.of(Role.TEACHER, teacher, Role.INCOMING, incoming)),
                  Role.INCOMING);

      assertThat(judged.gates())
          .extracting(result -> result.gate().metric())
          .containsExactly(
              "accuracy",
              "invariance 'the order of clicks'",
              "invariance 'the next item'",
              "direction 'more'");
      MetricValues next = judged.metrics().get(judged.metrics().size() - 2);
      // A twentieth of 24,000 rows, and of those nineteen of twenty items.
      assertThat(next.samples()).isBetween(1_000L, 1_300L);
      assertThat(next.values().get(Role.TEACHER)).isEqualTo(changedByTheNextItem(task, teacher));
      assertThat(next.values().get(Role.INCOMING)).isEqualTo(changedByTheNextItem(task, incoming));
      // The model takes the mean of what was clicked; three equal clicks have no other order.
      assertThat(judged.gates().get(1).verdict().label()).isEqualTo("PASSED");
    }
  }

  private double changedByTheNextItem(TinyTask task, ScoringModel model) throws Exception {
    Scores before = written(task, "before.parquet", "item", model);
    Scores after = written(task, "after.parquet", "item + 1 AS item", model);
    int changed = 0;
    for (int row = 0; row < before.rows(); row++) {
      changed += (before.at(row, 0) > 0) != (after.at(row, 0) > 0) ? 1 : 0;
    }
    return changed / (double) before.rows();
  }

  private Scores written(TinyTask task, String name, String item, ScoringModel model)
      throws Exception {
    Path file = folder.resolve(name);
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT hist, dense, %s FROM '%s' t WHERE %s AND t.item < 19) TO '%s' (FORMAT parquet)"
              .formatted(item, task.rows(), SOME, file));
    }
    List<Field> inputs = TinyModels.BINARY.inputs().stream().<Field>map(Field.Input::new).toList();
    Table rows = history.read(new Query(List.of(file.toString()), Optional.empty(), inputs));
    return model.score(rows);
  }

  private static ScoringModel open(Path file) {
    return new DjlScoringEngine().open(file, TinyModels.BINARY);
  }
}
