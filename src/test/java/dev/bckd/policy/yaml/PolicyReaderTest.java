package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.policy.Augmentation;
import dev.bckd.policy.DistillationPolicy;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.LossSpec;
import dev.bckd.policy.RegressionSuite;
import dev.bckd.policy.Severity;
import dev.bckd.policy.Start;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import dev.bckd.testing.ProgramRun;
import dev.bckd.testing.SharedData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
  private static final String POLICY =
      """
      apiVersion: bckd.dev/v1
      kind: UpgradePolicy
      metadata: {name: tiny}
      spec:
        model: tiny
        task: binary
        signature:
          inputs:
            - {name: x, column: x, type: float32, shape: [4]}
          outputs: [logits]
        history:
          label: label
          old: {files: [rows.csv]}
        distillation: {when: always, budget: {time: PT1M, epochs: 3}}
        gates:
          suites: [suite.yaml]
      """;

  private static final String SUITE =
      """
      apiVersion: bckd.dev/v1
      kind: RegressionSuite
      metadata: {name: old-tasks}
      spec:
        data: {files: [rows.csv], label: label}
        slices:
          - {name: loyal, where: "loyal = 1"}
        gates:
          - {metric: negative-flip-rate, max: 0.06}
          - {metric: accuracy, noWorseThan: teacher, margin: 0.005, slices: all, severity: warning}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writesAPolicyThatIsRight() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(folder.resolve("suite.yaml"), SUITE);
  }

  @Test
  void readsARecipeWithAllItsParts() throws IOException {
    String recipe =
        """
        distillation:
            earlier: [tiny-1.pt, {uri: "file:///models/tiny-2.pt"}]
            recipe:
              losses:
                - {loss: kullback-leibler, weight: 2, temperature: 3, target: stored, column: logged}
              oldWeight: 2
              augment: {mask: 0.1, shorten: 0.2, noise: 0.3, rows: labelled, teachers: augmented}
              start: teacher
              freeze: ["encoder.*"]
        """;
    Files.writeString(
        folder.resolve("policy.yaml"), POLICY.replaceAll("distillation:.*\\n", recipe));

    DistillationPolicy read = PolicyReader.read(folder.resolve("policy.yaml")).distillation();

    assertThat(read.earlier())
        .extracting(Artifact::uri)
        .containsExactly(
            folder.resolve("tiny-1.pt").toUri(), URI.create("file:///models/tiny-2.pt"));
    assertThat(read.recipe().losses())
        .containsExactly(
            new LossSpec(
                "kullback-leibler",
                2,
                Map.of("temperature", 3.0),
                Map.of("target", "stored", "column", "logged")));
    assertThat(read.recipe().oldWeight()).isEqualTo(2);
    assertThat(read.recipe().augmentation())
        .isEqualTo(
            new Augmentation(
                0.1, 0.2, 0.3, Augmentation.Rows.LABELLED, Augmentation.Teachers.AUGMENTED));
    assertThat(read.recipe().start()).isEqualTo(Start.TEACHER);
    assertThat(read.recipe().freeze()).containsExactly("encoder.*");
  }

  @Test
  void readsAPolicyWithItsSuites() {
    UpgradePolicy policy = PolicyReader.read(folder.resolve("policy.yaml"));

    assertThat(policy.model()).isEqualTo("tiny");
    assertThat(policy.task()).isEqualTo(TaskType.BINARY);
    assertThat(policy.signature().inputs().get(0).width()).isEqualTo(4);
    assertThat(policy.distillation().when()).isEqualTo(When.ALWAYS);
    assertThat(policy.distillation().budget().epochs()).contains(3);
    assertThat(policy.history().old().files())
        .containsExactly(folder.resolve("rows.csv").toString());
    RegressionSuite suite = policy.gates().suites().get(0);
    assertThat(suite.confidence()).isEqualTo(0.95);
    assertThat(suite.gates())
        .extracting(GateSpec::limit)
        .containsExactly(new Limit.AtMost(0.06), new Limit.NoWorseThan(Role.TEACHER, 0.005));
    assertThat(suite.gates().get(1).slices()).containsExactly("loyal");
    assertThat(suite.gates().get(1).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void readsAPolicyOfEmbeddings() throws IOException {
    Files.writeString(
        folder.resolve("policy.yaml"),
        POLICY.replace("task: binary", "task: embedding").replace("[logits]", "[embedding]"));
    Files.writeString(
        folder.resolve("suite.yaml"),
        """
        apiVersion: bckd.dev/v1
        kind: RegressionSuite
        metadata: {name: old-index}
        spec:
          retrieval: {queries: {files: [q.csv]}, index: {files: [i.csv]}, relevant: {column: r}}
          gates: [{metric: cross-recall@10, min: 0.5}]
        """);

    UpgradePolicy policy = PolicyReader.read(folder.resolve("policy.yaml"));

    assertThat(policy.task()).isEqualTo(TaskType.EMBEDDING);
    assertThat(policy.signature().outputs()).containsExactly("embedding");
  }

  @Test
  void showsRowsInReportsUnlessToldNotTo() throws IOException {
    assertThat(PolicyReader.read(folder.resolve("policy.yaml")).gates().showRows()).isTrue();

    Files.writeString(
        folder.resolve("policy.yaml"),
        POLICY.replace("suites: [suite.yaml]", "suites: [suite.yaml]\n    showRows: false"));

    assertThat(PolicyReader.read(folder.resolve("policy.yaml")).gates().showRows()).isFalse();
  }

  @Test
  void hasAnotherDigestWhenASuiteChanges() throws IOException {
    UpgradePolicy before = PolicyReader.read(folder.resolve("policy.yaml"));
    Files.writeString(folder.resolve("suite.yaml"), SUITE.replace("0.06", "0.07"));

    UpgradePolicy after = PolicyReader.read(folder.resolve("policy.yaml"));

    assertThat(after.digest()).isNotEqualTo(before.digest());
  }

  /** Line and column are those of the text above, counted by hand. */
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task: binary | task: embedding | policy.yaml:10:14: | an output named 'embedding'",
        "task: binary | task: [binary] | policy.yaml:6:9: | 'spec.task' is a list; expected one of",
        "task: binary | tusk: binary | policy.yaml:5:3: | expected the key 'spec.task'",
        "model: tiny | modell: a\\n  model: tiny | policy.yaml:5:3: | unknown key 'spec.modell'",
        "model: tiny | model: a\\n  model: tiny | policy.yaml:6:3: | 'spec.model' repeats",
        "shape: [4] | shape: [0] | policy.yaml:9:53: | expected a whole number from 1",
        "type: float32 | type: float16 | policy.yaml:9:36: | expected one of int64, float32",
        "outputs: [logits] | outputs: [scores] | policy.yaml:10:14: | an output named 'logits'",
        "epochs: 3 | epochs: 0 | policy.yaml:14:61: | expected a whole number from 1",
        "time: PT1M | time: PT0S | policy.yaml:14:47: | expected a positive length of time",
        "label: label | labels: label | policy.yaml:12:5: | expected the key 'spec.history.label'",
        "time: PT1M | time: 60 | policy.yaml:14:47: | a positive length of time such as PT10M",
        "when: always | when: maybe | policy.yaml:14:24: | expected one of always, on-regression, never",
        "[rows.csv] | [s3://bucket] | policy.yaml:13:19: | expected a path, s3://bucket/key or https://host/path",
        "[suite.yaml] | [missing.yaml] | missing.yaml: | no such file",
        "kind: UpgradePolicy | kind: Nothing | policy.yaml:2:7: | expected 'UpgradePolicy'",
        "model: tiny | model: [tiny | policy.yaml:6: | broken YAML",
      })
  void namesThePlaceOfWhatIsWrongInAPolicy(String right, String wrong, String place, String problem)
      throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, POLICY.replace(right, wrong.replace("\\n", "\n")));

    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "max: 0.06 | max: high | suite.yaml:9:41: | expected a number",
        "max: 0.06 | maximum: 0.06 | suite.yaml:9:7: | expected max, min or both",
        "max: 0.06 | min: 0.9, max: 0.06 | suite.yaml:9:7: | a min that is not above the max",
        "margin: 0.005, | `` | suite.yaml:10:7: | or noWorseThan with its margin",
        "margin: 0.005 | margin: -1 | suite.yaml:10:56: | expected a number not below 0",
        "teacher | student | suite.yaml:10:39: | expected one of teacher, incoming",
        "slices: all | slices: [new] | suite.yaml:10:72: | a slice of this suite, which has loyal",
        "severity: warning | severity: fatal | suite.yaml:10:86: | expected one of blocking,"
            + " warning",
        "`, label: label` | `` | suite.yaml:5:9: | expected the key 'spec.data.label'",
      })
  void namesThePlaceOfWhatIsWrongInASuite(String right, String wrong, String place, String problem)
      throws IOException {
    Files.writeString(folder.resolve("suite.yaml"), SUITE.replace(right, wrong));

    assertThatThrownBy(() -> PolicyReader.read(folder.resolve("policy.yaml")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(problem);
  }

  @Test
  void readsThePolicyThatIsShipped() {
    Path shipped = ProgramRun.projectRoot().resolve("regression-suites/shop/policy.yaml");

    assertThat(PolicyReader.read(shipped).gates().suites()).hasSize(3);
  }

  @Test
  @EnabledIf("dev.bckd.testing.SharedData#present")
  void readsTheAcceptancePoliciesAsTheyAre() {
    for (String name : List.of("movietweetings", "banking77")) {
      UpgradePolicy policy =
          PolicyReader.read(SharedData.acceptance().resolve(name).resolve("policy.yaml"));

      assertThat(policy.name()).isEqualTo(name);
      assertThat(policy.history().fresh()).isPresent();
    }
  }
}
