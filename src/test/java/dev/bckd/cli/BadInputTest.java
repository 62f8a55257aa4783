package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        "old: {files: [../../rows.parquet]} | old: {files: [../../rows.parquet], where: \"item >"
            + " 99\"} | rows.parquet | no row",
        "old: {files: [../../rows.parquet]} | old: {files: [../../rows.parquet], where: \"item >\"}"
            + " | rows.parquet | item >",
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

  /** Twenty rows as the task has them, one of them changed; each is refused before training. */
  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "row 7 | \"label\": 0 | \"label\": 2 | rows.jsonl: column 'label', row 7: label 2; expected"
            + " 0 to 1",
        "row 7 | \"label\": 0 | \"label\": null | rows.jsonl: column 'label', row 7: null",
        "row 7 | 0.25] | 1e999] | rows.jsonl: column 'dense', row 7: ",
        "row 7 | \"item\": 6 | \"item\": 20 | rows.jsonl: column 'item', row 7: id 20, which the"
            + " incoming model does not take",
        "row 7 | \"w\": 1.0 | \"w\": 3e38 | rows.jsonl: column 'w', row 7: 3.0E38; expected"
            + " weights",
        "row 7 | \"w\": 1.0 | \"w\": -1.0 | rows.jsonl: column 'w', row 7: -1.0; expected a weight",
        "policy | old: {files: [../../rows.jsonl]} | new: {files: [../../rows.jsonl]} |"
            + " policy.yaml:15:5: expected the key 'spec.history.old'",
        "policy | recipe: {batch | budget: {epochs: 0}, recipe: {batch |"
            + " 'spec.distillation.budget.epochs' is '0'",
        "policy | recipe: {batch | budget: {time: PT0.000001S}, recipe: {batch |"
            + " spec.distillation.budget.time: PT0.000001S is too little",
        "policy | task: binary | task: multiclass | answers 1 logit a row; a multiclass model has"
            + " one a class",
      })
  void namesTheRowOrTheKey(String where, String right, String wrong, String problem)
      throws IOException {
    String rows = rows();
    String policy =
        Files.readString(task.policy())
            .replace("rows.parquet", "rows.jsonl")
            .replace("label: label", "label: label\n    weight: w");
    if (where.equals("policy")) {
      assertThat(policy).contains(right);
      policy = policy.replace(right, wrong);
    } else {
      List<String> lines = new ArrayList<>(rows.lines().toList());
      assertThat(lines.get(6)).contains(right);
      lines.set(6, lines.get(6).replace(right, wrong));
      rows = String.join("\n", lines);
    }
    Files.writeString(folder.resolve("rows.jsonl"), rows);
    Files.writeString(task.policy(), policy);

    assertThat(refusal()).contains(problem);
  }

  private static String rows() {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                "{\"hist\": [%d, 1, 1], \"item\": %d, \"dense\": [0.5, 0.25], \"label\": %d, \"w\": 1.0}"
                    .formatted(i, i, i % 2))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void namesATeacherOfOtherClassesWhereThePolicyDoesNotSayThatTheyDiffer() throws IOException {
    Classes.write(task.teacher(), 3);
    Classes.write(task.incoming(), 4);
    String policy = Files.readString(task.policy()).replace("task: binary", "task: multiclass");
    Files.writeString(task.policy(), policy);

    assertThat(refusal())
        .contains(
            "policy.yaml: spec.classes: expected 4 logits a row of the teacher", "got 3 and 4");

    Files.writeString(
        task.policy(),
        policy.replace("  history:", "  classes: {teacher: 3, incoming: 5}\n  history:"));
    assertThat(refusal()).contains("incoming.pt: answers 4 classes", "declares 3 and 5");
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
