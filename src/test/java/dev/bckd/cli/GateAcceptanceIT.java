package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.testing.ProgramRun;
import dev.bckd.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bckd gate}, {@code compare} and {@code replay} on two real data sets. */
@EnabledIf("dev.bckd.testing.SharedData#present")
class GateAcceptanceIT {
  private static final String TEACHER = "old_model.pt";
  private static final String INCOMING = "incoming_model.pt";

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource({
    "movietweetings, old-tasks: negative-flip-rate 0.0749",
    "banking77, old-tasks: negative-flip-rate 0.1465"
  })
  void rejectsTheIncomingModelAsDeliveredAndNamesTheGate(String name, String reason) {
    ProgramRun run = gate(name, INCOMING, "delivered-" + name);

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).startsWith("REJECT  " + reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"movietweetings", "banking77"})
  void aModelAgainstItselfPassesEveryGateThatCanBeApplied(String name) throws IOException {
    ProgramRun run = gate(name, TEACHER, "itself-" + name);

    assertThat(run.exit()).as(run.err()).isZero();
    Path record = folder.resolve("itself-" + name).resolve("report.json");
    for (JsonNode suite : new ObjectMapper().readTree(record.toFile()).path("suites")) {
      assertThat(suite.path("gates").findValuesAsText("verdict"))
          .containsAnyOf("PASSED", "NOT_APPLICABLE")
          .doesNotContain("FAILED", "INCONCLUSIVE");
      for (JsonNode metric : suite.path("metrics")) {
        if (metric.path("metric").asText().contains("negative-flip-rate")) {
          assertThat(metric.path("candidate").asDouble(-1)).isZero();
        }
      }
    }
  }

  @Test
  void replaysARecordAndSaysWhereAnEditedOneDiffers() throws IOException {
    gate("banking77", INCOMING, "replayed");
    Path record = folder.resolve("replayed").resolve("report.json");
    Path edited = folder.resolve("edited.json");
    Files.writeString(
        edited,
        Files.readString(record)
            .replaceFirst("\"decision\" : \"REJECT\"", "\"decision\" : \"PROMOTE\""));

    ProgramRun holds = bckd("replay", record.toString());
    ProgramRun differs = bckd("replay", edited.toString());

    assertThat(holds.exit()).as(holds.err()).isZero();
    assertThat(holds.out()).startsWith("REJECT  old-tasks: negative-flip-rate");
    assertThat(differs.exit()).isEqualTo(64);
    assertThat(differs.err())
        .contains("edited.json/decision: the record says \"PROMOTE\", its numbers say \"REJECT\"");
  }

  @Test
  void theGatesCanTellRightFromWrong() {
    ProgramRun run =
        bckd(
            "gate",
            "--self-test",
            "--policy",
            policy("banking77"),
            "--teacher",
            model("banking77", TEACHER));

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("The gates can tell right from wrong.");
  }

  @Test
  void showsTwoModelsSideBySideWithoutAVerdict() {
    ProgramRun run =
        bckd(
            "compare",
            "--policy",
            policy("banking77"),
            "--teacher",
            model("banking77", TEACHER),
            "--candidate",
            model("banking77", INCOMING));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("old-tasks +- +accuracy +0.8805 +0.7725 +-0.1080 +\\[-0.12")
        .doesNotContain("REJECT", "FAILED");
  }

  @Test
  void gateWantsACandidateOrASelfTest() {
    ProgramRun run =
        bckd("gate", "--policy", policy("banking77"), "--teacher", model("banking77", TEACHER));

    assertThat(run.exit()).isEqualTo(64);
    assertThat(run.err()).contains("bckd: expected either --candidate or --self-test");
  }

  private static ProgramRun gate(String name, String candidate, String out) {
    return bckd(
        "gate",
        "--policy",
        policy(name),
        "--teacher",
        model(name, TEACHER),
        "--candidate",
        model(name, candidate),
        "--out",
        folder.resolve(out).toString());
  }

  private static ProgramRun bckd(String... arguments) {
    return UnreadableModels.run(folder, Map.of(), arguments);
  }

  private static String policy(String name) {
    return SharedData.acceptance().resolve(name).resolve("policy.yaml").toString();
  }

  private static String model(String name, String file) {
    return SharedData.folder().resolve(name).resolve(file).toString();
  }
}
