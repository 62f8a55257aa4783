package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.testing.NeedsPythonTorch;
import dev.bckd.testing.ProgramRun;
import dev.bckd.testing.SharedData;
import dev.bckd.testing.Tools;
import dev.bckd.upgrade.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code bckd upgrade} on two real data sets, with the policies and suites that lie beside them,
 * and its figures held against PyTorch and NumPy.
 */
@EnabledIf("dev.bckd.testing.SharedData#present")
class AcceptanceIT {
  @TempDir private static Path folder;
  private static final Map<String, ProgramRun> RUNS = new HashMap<>();

  /** Accuracy of the teacher and flips of the incoming model are those of the data's READMEs. */
  @ParameterizedTest
  @CsvSource({"movietweetings, 0.7160, 0.0749", "banking77, 0.8805, 0.1465"})
  void breaksFarFewerAnswersThanTheIncomingModel(
      String name, double teacherAccuracy, double incomingFlips) throws IOException {
    ProgramRun run = upgrade(name);

    assertThat(run.exit()).as(run.err()).isIn(0, 1, 2);
    JsonNode accuracy = metric(report(name), "accuracy");
    JsonNode flips = metric(report(name), "negative-flip-rate");
    assertThat(accuracy.path("teacher").asDouble()).isCloseTo(teacherAccuracy, within(5e-5));
    assertThat(flips.path("incoming").asDouble()).isCloseTo(incomingFlips, within(5e-5));
    assertThat(flips.path("student").asDouble()).isLessThan(0.6 * incomingFlips);
    assertThat(ReportFiles.NAMES)
        .allMatch(file -> Files.exists(folder.resolve(name).resolve(file)));
    assertThat(Files.size(folder.resolve(name).resolve("report.html"))).isLessThan(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"movietweetings", "banking77"})
  @NeedsPythonTorch
  void reportsTheFiguresThatPythonFinds(String name) {
    upgrade(name);

    ProgramRun check =
        ProgramRun.of(
            folder,
            Map.of(),
            List.of(
                Tools.python(),
                ProgramRun.projectRoot().resolve("src/test/python/report_check.py").toString(),
                name,
                report(name).toString(),
                SharedData.folder().resolve(name).toString(),
                teacher(name),
                incoming(name),
                folder.resolve(name).resolve("student.pt").toString()));

    assertThat(check.exit()).as("%s%n%s", check.out(), check.err()).isZero();
  }

  /** One run for each case, whatever is asked of it. */
  private static ProgramRun upgrade(String name) {
    return RUNS.computeIfAbsent(name, AcceptanceIT::runUpgrade);
  }

  private static ProgramRun runUpgrade(String name) {
    long start = System.nanoTime();
    ProgramRun run =
        UnreadableModels.run(
            folder,
            Map.of(),
            "upgrade",
            "--policy",
            SharedData.acceptance().resolve(name).resolve("policy.yaml").toString(),
            "--teacher",
            teacher(name),
            "--incoming",
            incoming(name),
            "--out",
            folder.resolve(name).toString());
    System.out.printf("bckd upgrade on %s: %.1f s%n", name, (System.nanoTime() - start) / 1e9);
    System.out.println(run.out());
    return run;
  }

  private static Path report(String name) {
    return folder.resolve(name).resolve("report.json");
  }

  private static String teacher(String name) {
    return SharedData.folder().resolve(name).resolve("old_model.pt").toString();
  }

  private static String incoming(String name) {
    return SharedData.folder().resolve(name).resolve("incoming_model.pt").toString();
  }

  private static JsonNode metric(Path report, String name) throws IOException {
    JsonNode suite = new ObjectMapper().readTree(report.toFile()).path("suites").path(0);
    return StreamSupport.stream(suite.path("metrics").spliterator(), false)
        .filter(metric -> metric.path("slice").isNull())
        .filter(metric -> metric.path("metric").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
