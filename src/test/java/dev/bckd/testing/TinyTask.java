package dev.bckd.testing;

import dev.bckd.inference.djl.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A model of a few hundred weights with everything an upgrade needs: rows, policy, suite, teacher
 * and incoming model. Its history takes some seconds to distil on, time enough to be killed in.
 *
 * @param folder where it is
 */
public record TinyTask(Path folder) {
  public static final String MODEL = "tiny";

  /** A request for one answer. */
  public static final String ROW =
      """
      {"inputs": [
        {"name": "hist", "datatype": "INT64", "shape": [1, 3], "data": [1, 2, 3]},
        {"name": "item", "datatype": "INT64", "shape": [1], "data": [4]},
        {"name": "dense", "datatype": "FP32", "shape": [1, 2], "data": [0.5, 0.25]}]}
      """;

  private static final int ROWS = 24_000;

  /** Writes everything into a folder. */
  public static TinyTask in(Path folder) throws IOException, SQLException {
    TinyTask task = new TinyTask(folder);
    Files.createDirectories(task.policies().resolve(MODEL));
    TinyModels.binary(0.0f).write(task.teacher());
    TinyModels.binary(0.1f).write(task.incoming());
    rows(task.rows());
    Files.writeString(task.policy(), POLICY);
    Files.writeString(task.policies().resolve(MODEL).resolve("suite.yaml"), SUITE);
    return task;
  }

  /** The folder of policies. */
  public Path policies() {
    return folder.resolve("policies");
  }

  /** The policy. */
  public Path policy() {
    return policies().resolve(MODEL).resolve("policy.yaml");
  }

  /** The deployed model, which the policy names. */
  public Path teacher() {
    return folder.resolve("teacher.pt");
  }

  /** The labelled rows, history and suite alike. */
  public Path rows() {
    return folder.resolve("rows.parquet");
  }

  /** The incoming model. */
  public Path incoming() {
    return folder.resolve("incoming.pt");
  }

  private static void rows(Path file) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET threads = 1; SELECT setseed(0.5)");
      statement.execute(
          "COPY (SELECT [i % 19 + 1, i % 7 + 1, i % 5 + 1] AS hist, i % 20 AS item,"
              + " [random()::FLOAT, random()::FLOAT] AS dense, (random() < 0.5)::INTEGER AS label"
              + " FROM range("
              + ROWS
              + ") t(i)) TO '"
              + file
              + "' (FORMAT parquet)");
    }
  }

  private static final String POLICY =
      """
      apiVersion: bckd.dev/v1
      kind: UpgradePolicy
      metadata: {name: tiny}
      spec:
        model: tiny
        teacher: {version: "1", artifact: {uri: ../../teacher.pt}}
        task: binary
        signature:
          inputs:
            - {name: hist, column: hist, type: int64, shape: [3]}
            - {name: item, column: item, type: int64}
            - {name: dense, column: dense, type: float32, shape: [2]}
          outputs: [logits, embedding]
        history:
          label: label
          old: {files: [../../rows.parquet]}
        distillation: {recipe: {batch: 32, losses: [{loss: cross-entropy}, {loss: kullback-leibler, weight: 2, beta: 5}]}}
        gates: {suites: [suite.yaml]}
      """;

  private static final String SUITE =
      """
      apiVersion: bckd.dev/v1
      kind: RegressionSuite
      metadata: {name: everything}
      spec:
        data: {files: [../../rows.parquet], label: label}
        gates:
          - {metric: accuracy, noWorseThan: teacher, margin: 0.5}
      """;
}
