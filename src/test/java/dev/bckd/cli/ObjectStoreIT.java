package dev.bckd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.model.Digest;
import dev.bckd.testing.ProgramRun;
import dev.bckd.testing.S3Server;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offline commands whose models and rows lie in an object store. */
class ObjectStoreIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private S3Server server;
  private TinyTask task;

  @BeforeEach
  void everythingIsInABucket() throws Exception {
    server = S3Server.start(folder);
    server.bucket("bckd");
    task = TinyTask.in(folder.resolve("task"));
    server.put("bckd", "rows/day=1/rows.parquet", task.rows());
    server.put("bckd", "models/teacher.pt", task.teacher());
    server.put("bckd", "models/incoming.pt", task.incoming());
  }

  @AfterEach
  void stops() {
    server.close();
  }

  @Test
  void theGatesSayTheSameAsOfLocalFiles() throws IOException {
    ProgramRun local =
        bckd(
            "gate",
            "--teacher",
            task.teacher().toString(),
            "--candidate",
            task.incoming().toString());
    JsonNode expected = report();
    toTheBucket();

    ProgramRun remote =
        bckd(
            "gate",
            "--teacher",
            "s3://bckd/models/teacher.pt",
            "--candidate",
            "s3://bckd/models/incoming.pt");

    assertThat(remote.exit()).as(remote.err()).isEqualTo(local.exit()).isZero();
    JsonNode actual = report();
    assertThat(actual.at("/suites/0/gates")).isEqualTo(expected.at("/suites/0/gates"));
    assertThat(actual.at("/suites/0/metrics")).isEqualTo(expected.at("/suites/0/metrics"));
    assertThat(actual.at("/teacher/uri").asText()).isEqualTo("s3://bckd/models/teacher.pt");
    assertThat(actual.at("/teacher/sha256")).isEqualTo(expected.at("/teacher/sha256"));
    assertThat(actual.toString())
        .contains("s3://bckd/rows/day=1/rows.parquet")
        .contains(Digest.of(task.rows()).sha256());
  }

  @Test
  void anUpgradeReadsEverythingFromThere() throws IOException {
    toTheBucket();
    Files.delete(task.teacher());
    Files.delete(task.rows());

    ProgramRun run = bckd("upgrade", "--incoming", "s3://bckd/models/incoming.pt");

    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isZero();
    assertThat(folder.resolve("out/student.pt")).exists();
    assertThat(report().at("/decision").asText()).isEqualTo("PROMOTE");
  }

  @Test
  void saysInOneLineWhatIsNotThereAndWhatIsDown() throws IOException {
    toTheBucket();

    ProgramRun missing = bckd("upgrade", "--incoming", "s3://bckd/models/none.pt");
    server.close();
    ProgramRun down = bckd("upgrade", "--incoming", "s3://bckd/models/incoming.pt");

    assertThat(missing.exit()).isEqualTo(64);
    assertThat(missing.err()).contains("bckd: s3://bckd/models/none.pt: no such object; ");
    assertThat(down.exit()).isEqualTo(69);
    assertThat(down.err())
        .contains("bckd: s3://bckd/models/incoming.pt: the store cannot be reached: ")
        .doesNotContain("\tat ");
  }

  private void toTheBucket() throws IOException {
    for (Path file : new Path[] {task.policy(), task.policy().resolveSibling("suite.yaml")}) {
      Files.writeString(
          file,
          Files.readString(file)
              .replace("../../rows.parquet", "s3://bckd/rows/**.parquet")
              .replace("../../teacher.pt", "s3://bckd/models/teacher.pt"));
    }
  }

  private JsonNode report() throws IOException {
    return JSON.readTree(folder.resolve("out/report.json").toFile());
  }

  private ProgramRun bckd(String command, String... options) {
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.put("BCKD_HOME", folder.resolve("home").toString());
    String[] words = new String[options.length + 3];
    words[0] = command;
    words[1] = "--policy";
    words[2] = task.policy().toString();
    System.arraycopy(options, 0, words, 3, options.length);
    return ProgramRun.ofBckd(folder, environment, words);
  }
}
