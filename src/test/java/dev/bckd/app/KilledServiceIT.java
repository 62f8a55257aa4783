package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.testing.ProgramRun;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as its user starts it, killed without warning in the midst of an upgrade. */
class KilledServiceIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void finishesAfterARestartWhatItWasKilledIn() throws Exception {
    TinyTask task = TinyTask.in(folder);
    Path home = folder.resolve("home");
    String upgrade;
    try (RunningService service = RunningService.start(home, task.policies())) {
      awaitReady(service);
      JsonNode accepted = service.announce(TinyTask.MODEL, "2", task.incoming());
      upgrade = accepted.path("links").path("self").asText();
      String place = upgrade;
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> state(service.get(place)), Set.of("DISTILLING", "JUDGING")::contains);
      service.kill();
    }
    List<Path> left = childFolders(home);
    assertThat(left).as("temporary files of its children").isNotEmpty();

    try (RunningService service = RunningService.start(home, task.policies())) {
      awaitReady(service);
      assertThat(left).noneMatch(Files::exists);
      String place = upgrade;
      await().atMost(PATIENCE).until(() -> state(service.get(place)), "PROMOTED"::equals);

      JsonNode end = service.get(upgrade);
      assertThat(end.path("student").path("version").asText()).isEqualTo("2-bckd.1");
      assertThat(service.get("/api/v1/upgrades")).hasSize(1);
      assertThat(service.get("/v2/models/tiny").toString()).contains("2-bckd.1");
      JsonNode repeated = service.announce(TinyTask.MODEL, "2", task.incoming());
      assertThat(repeated.path("links").path("self").asText()).isEqualTo(upgrade);
      assertThat(service.get("/api/v1/upgrades")).hasSize(1);
      // 143 is 128 + SIGTERM: it was told to stop, and did.
      assertThat(service.stop()).isIn(0, 143);
    }

    try (RunningService service = RunningService.start(home, task.policies())) {
      awaitReady(service);

      assertThat(service.get("/v2/models/tiny").toString()).contains("2-bckd.1");
      assertThat(state(service.get(upgrade))).isEqualTo("PROMOTED");
      rollBackByCommand(service, upgrade);
    }
  }

  private void rollBackByCommand(RunningService service, String upgrade) throws Exception {
    String id = upgrade.substring(upgrade.lastIndexOf('/') + 1);
    ProgramRun told = bckd(service, "rollback", id, "--by", "ana", "--why", "complaints");
    assertThat(told.err()).isEmpty();
    assertThat(told.exit()).isZero();
    await().atMost(PATIENCE).until(() -> state(service.get(upgrade)), "ROLLED_BACK"::equals);

    assertThat(service.get("/v2/models/tiny").toString()).doesNotContain("2-bckd.1");
    assertThat(bckd(service, "status", id).out()).contains("rolled back by ana: complaints");
    ProgramRun refused = bckd(service, "approve", id);
    assertThat(refused.exit()).isEqualTo(64);
    assertThat(refused.err()).contains("cannot be approved in state ROLLED_BACK");
  }

  private static List<Path> childFolders(Path home) throws IOException {
    try (Stream<Path> folders = Files.walk(home.resolve("work"), 2)) {
      return folders.filter(path -> path.getFileName().toString().startsWith("child-")).toList();
    }
  }

  private ProgramRun bckd(RunningService service, String... words) {
    return ProgramRun.ofBckd(folder, Map.of("BCKD_URL", service.url()), words);
  }

  private static String state(JsonNode upgrade) {
    return upgrade.path("state").asText();
  }

  private static void awaitReady(RunningService service) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(service.alive()).isTrue();
              return service.ready();
            });
  }
}
