package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.testing.S3Server;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with its store in a bucket, and models and rows that lie there, too. */
class ObjectStoreServiceIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void promotesFromABucketIntoABucketAndServesItAgainWithoutItsCache() throws Exception {
    TinyTask task = TinyTask.in(folder.resolve("task"));
    Path home = folder.resolve("home");
    try (S3Server server = S3Server.start(folder)) {
      server.bucket("bckd");
      URI incoming = inABucket(server, task);
      Map<String, String> environment = new HashMap<>(server.environment());
      environment.put("BCKD_STORE", "s3://bckd/store");

      try (RunningService service = RunningService.start(home, task.policies(), environment)) {
        await().atMost(PATIENCE).until(service::ready);
        String id = service.announce(TinyTask.MODEL, "2", incoming).path("id").asText();
        String refused =
            service.announce("other", "1", URI.create("s3://bckd/models/x.pt")).path("id").asText();
        await().atMost(PATIENCE).until(() -> state(service, id), "PROMOTED"::equals);
        await().atMost(PATIENCE).until(() -> state(service, refused), "FAILED"::equals);

        JsonNode report = service.get("/api/v1/upgrades/" + id + "/report.json");
        assertThat(report.path("decision").asText()).isEqualTo("PROMOTE");
        assertThat(report.at("/incoming/uri").asText()).isEqualTo(incoming.toString());
        assertThat(server.keys("bckd"))
            .contains("store/tiny/2-bckd.1/student.pt")
            .anyMatch(key -> key.matches("store/tiny/" + id + "-[a-z]+/report.json"))
            .as("the teacher, for a way back")
            .anyMatch(key -> key.matches("store/[.]kept/[0-9a-f]{64}/model.pt"));
        service.stop();
      }
      delete(home.resolve("cache"));
      try (RunningService again = RunningService.start(home, task.policies(), environment)) {
        await().atMost(PATIENCE).until(again::ready);
        assertThat(again.get("/api/v1/models").toString()).contains("2-bckd.1");
      }
    }
  }

  private static URI inABucket(S3Server server, TinyTask task) throws IOException {
    server.put("bckd", "rows/rows.parquet", task.rows());
    server.put("bckd", "models/teacher.pt", task.teacher());
    for (Path file : List.of(task.policy(), task.policy().resolveSibling("suite.yaml"))) {
      Files.writeString(
          file,
          Files.readString(file)
              .replace("../../rows.parquet", "s3://bckd/rows/*.parquet")
              .replace("../../teacher.pt", "s3://bckd/models/teacher.pt"));
    }
    return server.put("bckd", "models/incoming.pt", task.incoming());
  }

  private static String state(RunningService service, String id) throws Exception {
    return service.get("/api/v1/upgrades/" + id).path("state").asText();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
