package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.inference.djl.TinyModels;
import dev.bckd.testing.TinyTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What {@code bckd gate} says of rows that no verdict can rest on: one line, exit 64, no report.
 */
class SuiteBadInputTest {
  private static final String ROWS =
      "SELECT *, 'e' || (row_number() OVER ()) AS event, 'u' || (row_number() OVER () % 9) AS"
          + " person FROM '%s' LIMIT 600";

  @TempDir private static Path folder;
  private static TinyTask task;

  @TempDir private Path out;

  @BeforeAll
  static void writesATaskThatIsRight() throws Exception {
    task = TinyTask.in(folder);
  }

  @BeforeEach
  void writesASuiteThatIsRight() throws Exception {
    rows(ROWS);
    suite("label: label", "- {metric: accuracy, noWorseThan: teacher, margin: 0.5}");
    TinyModels.binary(0.1f).write(task.incoming());
  }

  @Test
  void theSuiteIsRightBeforeItIsSpoiled() {
    assertThat(gate().exit()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "no rows       | WHERE false                     | suite.parquet: there are no rows",
        "one class     | REPLACE (1 AS label)            | suite.yaml, column label: every one of"
            + " the 600 rows holds 1; expected different labels",
        "label of null | REPLACE (NULL::INTEGER AS label)| suite.parquet: column 'label', row 1:"
            + " null; expected a value",
        "strange label | REPLACE (2 AS label)            | suite.yaml, column label: row 1 holds 2;"
            + " expected 0 or 1",
        "ids of null   | REPLACE (NULL::VARCHAR AS event)| suite.parquet: column 'event', row 1:"
            + " null; expected a value",
        "ids in groups | REPLACE (NULL::VARCHAR AS event)| suite.parquet: column 'event', row 1:"
            + " null; expected a value",
        "groups of null| REPLACE (NULL::VARCHAR AS person)| suite.parquet: column 'person', row 1:"
            + " null; expected a value",
        "no number     | REPLACE ([NULL, 0.5::FLOAT] AS dense)| suite.parquet: column 'dense', row"
            + " 1: null; expected a value",
      })
  void refusesRowsThatSayNothing(String what, String spoiled, String refusal) throws Exception {
    rows(
        spoiled.startsWith("REPLACE")
            ? "SELECT * " + spoiled + " FROM (" + ROWS + ")"
            : "SELECT * FROM (" + ROWS + ") " + spoiled);
    String unit =
        switch (what) {
          case "ids of null" -> "id: event";
          case "ids in groups" -> "group: person, id: event";
          default -> "group: person";
        };
    suite("label: label, " + unit, "- {metric: churn, max: 1}");

    assertThat(refusal()).contains(refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "group", "weight", "label", "group: person, id"})
  void refusesAColumnThatIsMissing(String key) throws Exception {
    suite(
        key.equals("label") ? "label: nobody" : "label: label, " + key + ": nobody",
        "- {metric: churn, max: 1}");

    assertThat(refusal()).contains("suite.parquet").contains("no column 'nobody'; there are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "item >                                    | expected an SQL condition, got 'item >'",
        "item = 1; DROP TABLE x                    | expected an SQL condition, got 'item = 1; DROP"
            + " TABLE x'",
        "(DELETE FROM x) IS NULL                   | expected an SQL condition",
        "(SELECT max(a) FROM (INSERT INTO x VALUES (1))) = 1 | expected an SQL condition",
        "item IN (SELECT 1 FROM read_csv('/etc/passwd')) | expected an SQL condition",
        "nextval('s') > 0                          | function nextval does not give the same answer"
            + " each time, or does more",
        "random() < 0.5                            | function random does not give the same answer"
            + " each time, or does more",
        "person                                    | its type is VARCHAR",
        "items = 1                                 | \"items\" not found",
      })
  void refusesAConditionOfAllRowsOrOfASliceThatIsNoHarmlessSql(String where, String refusal)
      throws Exception {
    suite("label: label, where: \"" + where + "\"", "- {metric: churn, max: 1}");
    assertThat(refusal()).contains("suite.parquet").contains(refusal);

    suite(
        "label: label",
        "- {metric: churn, max: 1, slices: all}\n  slices: [{name: s, where: \"" + where + "\"}]");
    assertThat(refusal()).contains("suite.parquet").contains(refusal);
  }

  @Test
  void refusesAConditionThatNoRowMeets() throws Exception {
    suite("label: label, where: item > 99", "- {metric: churn, max: 1}");

    assertThat(refusal()).contains("suite.parquet: no row meets the condition item > 99");
  }

  /** Rows may come again tomorrow: a slice without any has no verdict, and never passes. */
  @Test
  void neverPassesASliceThatNoRowMeets() throws Exception {
    suite(
        "label: label",
        "- {metric: churn, max: 1, slices: all}\n  slices: [{name: s, where: item > 99}]");

    Run run = gate();

    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).startsWith("INCONCLUSIVE  tiny-suite, s: churn (has no samples)");
  }

  /** A slice of one class has no area under the curve: no verdict, and never a pass. */
  @Test
  void neverPassesAnAreaOfOneClass() throws Exception {
    suite(
        "label: label",
        "- {metric: auc, min: 0, slices: all}\n  slices: [{name: s, where: label = 1}]");

    Run run = gate();

    assertThat(run.exit()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).startsWith("INCONCLUSIVE  tiny-suite, s: auc (has no value on these");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "random() * 19          | function random does not give the same answer each time, or does"
            + " more",
        "item FROM range(3)     | expected an SQL expression for column 'item'",
        "itm + 1                | \"itm\" not found",
        "item::VARCHAR          | its type is VARCHAR",
      })
  void refusesAChangeThatIsNoHarmlessExpression(String change, String refusal) throws Exception {
    suite(
        "label: label",
        "- {metric: churn, max: 1}\n"
            + "  behaviours: [{name: b, kind: invariance, max: 1, change: {item: \""
            + change
            + "\"}}]");

    assertThat(refusal()).contains("suite.yaml:8:67: ").contains(refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 'not finite'",
    "1e30, 'candidate model: answers all 600 rows of tiny-suite alike; expected answers that'"
  })
  void refusesScoresThatSayNothing(float bias, String refusal) throws Exception {
    TinyModels.binary(bias).write(task.incoming());

    assertThat(refusal()).contains(refusal);
  }

  @Test
  void refusesASuiteThatAsksNothing() throws Exception {
    suite("label: label", "[]");

    assertThat(refusal()).contains("suite.yaml:5:3: expected at least one gate or behaviour");
  }

  @Test
  void warnsOfRowsThatAreThereTwiceAndCountsThem() throws Exception {
    rows("SELECT * FROM (" + ROWS + ") UNION ALL (SELECT * FROM (" + ROWS + ") LIMIT 7)");
    suite("label: label, id: event", "- {metric: churn, max: 1}");

    Run run = gate();

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("warning: tiny-suite: 7 rows are the same as one before them; each counts");
  }

  private static void rows(String select) throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet)"
              .formatted(
                  select.replace("%s", task.rows().toString()), folder.resolve("suite.parquet")));
    }
  }

  private static void suite(String data, String gates) throws Exception {
    Files.writeString(
        task.policy().resolveSibling("suite.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: tiny-suite}
        spec:
          data: {files: [../../suite.parquet], %s}
          gates:
            %s
        """
            .formatted(data, gates));
  }

  private record Run(int exit, String out, String err) {}

  /** The one line that is not progress. */
  private String refusal() {
    Run run = gate();
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(out.resolve("report.json")).doesNotExist();
    List<String> lines = run.err().lines().filter(line -> line.startsWith("bckd: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ");
    return lines.get(0);
  }

  private Run gate() {
    StringWriter said = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine bckd =
        Main.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(err));
    int exit =
        bckd.execute(
            "gate",
            "--policy",
            task.policy().toString(),
            "--teacher",
            task.teacher().toString(),
            "--candidate",
            task.incoming().toString(),
            "--out",
            out.toString());
    return new Run(exit, said.toString(), err.toString());
  }
}
