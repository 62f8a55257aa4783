package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.testing.ProgramRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, from a clean state. */
class DemoIT {
  @TempDir private Path folder;

  @Test
  void rejectsTheIncomingModelAsDeliveredAndPromotesTheStudentWithoutFailingARequest()
      throws IOException {
    long start = System.nanoTime();
    ProgramRun run =
        ProgramRun.ofBckd(
            folder,
            Map.of("BCKD_HOME", "", "BCKD_HTTP_PORT", String.valueOf(freePort())),
            "demo",
            "--once");
    System.out.printf("bckd demo --once: %.1f s%n", (System.nanoTime() - start) / 1e9);
    System.out.println(run.out());

    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isZero();
    assertThat(run.out())
        .contains("PROMOTED")
        .containsPattern("as delivered: REJECT, .*negative-flip-rate .* exceeds")
        .containsPattern("live requests: [1-9]\\d* answered .* by version 2-bckd.1\\), 0 failed")
        .containsPattern("negative-flip-rate +- +\\d+\\.\\d\\d % +\\d\\.\\d\\d %");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
