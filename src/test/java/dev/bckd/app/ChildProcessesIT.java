package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service and its children, as the operating system sees them. */
class ChildProcessesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String SERVED = "dev.bckd.worker.ServingWorker";
  private static final String STAGE = "dev.bckd.worker.StageWorker";

  @TempDir private Path folder;

  @Test
  void runsModelsInChildrenOnlyAndOutlivesThem() throws Exception {
    TinyTask task = TinyTask.in(folder);
    List<ProcessHandle> children;
    try (RunningService service =
        RunningService.start(
            folder.resolve("home"), task.policies(), Map.of("BCKD_ANSWER_LIMIT", "PT5S"))) {
      await().atMost(PATIENCE).until(service::ready);
      String answer = service.infer(TinyTask.MODEL, TinyTask.ROW);
      assertThat(answer).contains("logits");
      ProcessHandle hung = service.children(SERVED).get(0);
      assertThat(new ProcessBuilder("kill", "-STOP", String.valueOf(hung.pid())).start().waitFor())
          .isZero();
      answersWithout(hung, service, answer);

      String upgrade =
          service.announce(TinyTask.MODEL, "2", task.incoming()).at("/links/self").asText();
      await().atMost(PATIENCE).until(() -> !service.children(STAGE).isEmpty());
      ProcessHandle killed = service.children(SERVED).get(0);
      killed.destroyForcibly();
      answersWithout(killed, service, answer);
      await()
          .atMost(PATIENCE)
          .until(() -> service.get(upgrade).path("state").asText(), "PROMOTED"::equals);
      assertThat(maps(service.children(SERVED).get(0).pid())).contains("libtorch");
      assertThat(maps(service.pid())).doesNotContain("libtorch").doesNotContain("duckdb");
      await().atMost(PATIENCE).until(() -> service.children(STAGE).isEmpty());

      children = service.children(SERVED);
      assertThat(environment(children.get(0).pid())).doesNotContain("BCKD_POLICIES");
      service.kill();
    }
    await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static void answersWithout(ProcessHandle gone, RunningService service, String answer) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(service.infer(TinyTask.MODEL, TinyTask.ROW)).isEqualTo(answer);
              // A process that ended is among the children until its parent has heard of it.
              assertThat(service.children(SERVED)).isNotEmpty().doesNotContain(gone);
            });
  }

  private static String maps(long process) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(process), "maps"));
  }

  private static List<String> environment(long process) throws IOException {
    String all =
        new String(
            Files.readAllBytes(Path.of("/proc", String.valueOf(process), "environ")),
            StandardCharsets.UTF_8);
    return Stream.of(all.split("\0")).map(entry -> entry.split("=", 2)[0]).toList();
  }
}
