package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.testing.ProgramRun;
import dev.bckd.testing.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps of docs/how-to/backup-and-restore.md for the service with its own broker and database,
 * and how long a stop takes.
 */
class BackupIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void servesAfterARestoreWhatItServedAtTheBackup() throws Exception {
    TinyTask task = TinyTask.in(folder);
    Path home = folder.resolve("home");
    Path backup = folder.resolve("backup");
    String upgrade;
    try (RunningService service = RunningService.start(home, task.policies())) {
      await().atMost(PATIENCE).until(service::ready);
      JsonNode accepted = service.announce(TinyTask.MODEL, "2", task.incoming());
      upgrade = accepted.path("links").path("self").asText();
      String place = upgrade;
      await()
          .atMost(PATIENCE)
          .until(() -> service.get(place).path("state").asText().equals("PROMOTED"));

      long start = System.nanoTime();
      service.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STOP);
    }
    copy(home, backup);
    try (RunningService service = RunningService.start(home, task.policies())) {
      await().atMost(PATIENCE).until(service::ready);
      service.announce(TinyTask.MODEL, "3", task.incoming());
      service.kill();
    }

    Files.move(home, folder.resolve("broken"));
    copy(backup, home);
    try (RunningService service = RunningService.start(home, task.policies())) {
      await().atMost(PATIENCE).until(service::ready);

      assertThat(service.get("/v2/models/" + TinyTask.MODEL).toString()).contains("2-bckd.1");
      assertThat(service.get(upgrade).path("state").asText()).isEqualTo("PROMOTED");
      assertThat(service.get("/api/v1/upgrades")).hasSize(1);
      JsonNode repeated = service.announce(TinyTask.MODEL, "2", task.incoming());
      assertThat(repeated.path("links").path("self").asText()).isEqualTo(upgrade);
      assertThat(service.get("/api/v1/upgrades")).hasSize(1);
      service.stop();
    }
  }

  private void copy(Path from, Path to) {
    ProgramRun copied =
        ProgramRun.of(folder, Map.of(), List.of("cp", "-a", from.toString(), to.toString()));
    assertThat(copied.exit()).as(copied.err()).isZero();
  }
}
