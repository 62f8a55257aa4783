package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code bckd upgrade} says of what it cannot use: one line, exit 64, no stack trace. */
class BadInputTest {
  @TempDir private Path folder;
  private TinyTask task;

  @BeforeEach
  void writesATaskThatIsRight() throws Exception {
    task = TinyTask.in(folder);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "column: item, | column: itm, | rows.parquet | itm",
        "column: item, type: int64 | column: dense, type: int64 | rows.parquet | dense",
        "shape: [3] | shape: [2] | rows.parquet | hist",
        "label: label | label: hist | rows.parquet | hist",
        "old: {files: [../../rows.parquet]} | old: {files: [../../rows.parquet], where: \"item > 99\"} | rows.parquet | no row",
        "old: {files: [../../rows.parquet]} | old: {files: [../../rows.parquet], where: \"item >\"} | rows.parquet | item >",
        "../../rows.parquet]} | ../../none.parquet]} | none.parquet | no",
        "outputs: [logits, embedding] | outputs: [logits] | .pt | output",
        "- {name: item, column: item, type: int64} | `` | .pt | hist",
        "{loss: cross-entropy} | {loss: magic} | policy.yaml | magic",
      })
  void namesFileAndWhatWasExpected(String right, String wrong, String place, String problem)
      throws IOException {
    String policy = Files.readString(task.policy());
    String changed = policy.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(policy);
    Files.writeString(task.policy(), changed);

    assertThat(refusal()).contains(place).contains(problem);
  }

  @Test
  void namesATruncatedModel() throws IOException {
    byte[] whole = Files.readAllBytes(task.incoming());
    Files.write(task.incoming(), Arrays.copyOf(whole, whole.length / 2));

    assertThat(refusal()).contains("incoming.pt");
  }

  @Test
  void namesAFileThatIsNoModel() throws IOException {
    Files.writeString(task.incoming(), "weights");

    assertThat(refusal()).contains("incoming.pt");
  }

  @Test
  void namesAModelThatIsMissing() throws IOException {
    Files.delete(task.teacher());

    assertThat(refusal()).contains("teacher.pt").contains("no such file");
  }

  @Test
  void namesAMetricThatDoesNotExist() throws IOException {
    Path suite = task.policy().resolveSibling("suite.yaml");
    Files.writeString(
        suite, Files.readString(suite).replace("metric: accuracy", "metric: acuracy"));

    assertThat(refusal()).contains("suite.yaml:7:16").contains("acuracy").contains("accuracy, ");
  }

  @Test
  void refusesAnOptionThatDoesNotExist() {
    Run run = run("upgrade", "--policy", "p", "--incoming", "i", "--polizy", "p");

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("--polizy");
  }

  @Test
  void validatesEachFileAndRefusesIfOneIsWrong() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "kind: Nothing\n");

    Run run = run("validate", task.policy().toString(), wrong.toString());

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.out()).contains("policy tiny");
    assertThat(run.err()).contains("wrong.yaml");
  }

  private record Run(int exit, String out, String err) {}

  /** The one line that is not progress. */
  private String refusal() {
    Run run =
        run(
            "upgrade",
            "--policy",
            task.policy().toString(),
            "--incoming",
            task.incoming().toString(),
            "--out",
            folder.resolve("out").toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("out/report.json")).doesNotExist();
    List<String> lines = run.err().lines().filter(line -> line.startsWith("bckd: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ");
    return lines.get(0);
  }

  private static Run run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine bckd = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Run(bckd.execute(words), out.toString(), err.toString());
  }
}
