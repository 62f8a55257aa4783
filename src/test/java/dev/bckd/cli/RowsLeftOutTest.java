package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.inference.djl.TinyModels;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of a report, of a suite whose rows hold names that not everybody may read. */
class RowsLeftOutTest {
  @TempDir private static Path folder;
  private static TinyTask task;

  @BeforeAll
  static void writesRowsWithNames() throws Exception {
    task = TinyTask.in(folder);
    TinyModels.binary(-0.2f).write(task.incoming());
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT *, 'Ms Jones ' || (row_number() OVER () // 3) AS person FROM '%s' LIMIT 900)"
                  .formatted(task.rows())
              + " TO '%s' (FORMAT parquet)".formatted(folder.resolve("suite.parquet")));
    }
    Files.writeString(
        task.policy().resolveSibling("suite.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: people}
        spec:
          data: {files: [../../suite.parquet], label: label, id: person}
          gates:
            - {metric: negative-flip-rate, max: 1}
          behaviours:
            - {name: next, kind: invariance, where: item < 19, change: {item: item + 1}, max: 1}
        """);
  }

  @Test
  void namesAreInTheReportUnlessThePolicyLeavesRowsOut() throws IOException {
    String policy = Files.readString(task.policy());

    String shown = reports("shown");
    Files.writeString(
        task.policy(), policy.replace("gates: {suites:", "gates: {showRows: false, suites:"));
    String left = reports("left-out");

    assertThat(shown).contains("Ms Jones", "Worst flips", "Broken behaviours");
    assertThat(left)
        .doesNotContain("Ms Jones", "Broken behaviours")
        .contains(
            "Rows are left out of this report: the policy says showRows: false.",
            "\"rowsShown\" : false");
  }

  private static String reports(String name) throws IOException {
    Path out = folder.resolve(name);
    StringWriter said = new StringWriter();
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(
                "gate",
                "--policy",
                task.policy().toString(),
                "--teacher",
                task.teacher().toString(),
                "--candidate",
                task.incoming().toString(),
                "--out",
                out.toString());
    assertThat(exit).as(said.toString()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(RowsLeftOutTest::text)
          .collect(Collectors.joining());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
