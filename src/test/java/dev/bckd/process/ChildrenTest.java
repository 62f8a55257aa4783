package dev.bckd.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.model.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
  private final Children children = new Children(Isolation.AUTO, line -> {});

  @TempDir private Path folder;

  @Test
  void aChildCannotReachAServerThatOthersCan() throws IOException {
    assumeThat(children.shutsTheNetworkOff()).as(children.describe()).isTrue();
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String connect = "connect " + server.getLocalPort();

      assertThat(Probe.told(children, folder, connect)).startsWith("refused: ");
      assertThat(Probe.told(new Children(Isolation.NONE, line -> {}), folder, connect))
          .isEqualTo("connected true");
    }
  }

  @Test
  void aChildWritesToItsOwnFolderAndToNoOther() throws IOException {
    assumeThat(Confinement.here().files()).isPositive();
    Path own = Files.createDirectory(folder.resolve("own"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Path kept = Files.writeString(other.resolve("kept"), "as it was");

    assertThat(Probe.told(children, own, "write " + own.resolve("new"))).isEqualTo("written");
    assertThat(Probe.told(children, own, "write " + other.resolve("new"))).startsWith("refused: ");
    assertThat(Probe.told(children, own, "write " + kept)).startsWith("refused: ");
    assertThat(kept).hasContent("as it was");
  }

  @Test
  void aChildCannotEndItsParent() throws IOException {
    assumeThat(Confinement.here().files()).isGreaterThanOrEqualTo(6);

    assertThat(Probe.told(children, folder, "signal " + ProcessHandle.current().pid()))
        .isEqualTo("Optional[false]");
  }

  @Test
  void aChildSeesNoPasswords() {
    assertThat(
            ChildEnvironment.of(
                Map.of(
                    "PATH", "/bin",
                    "OMP_NUM_THREADS", "2",
                    "BCKD_DATABASE_PASSWORD", "secret",
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "JAVA_TOOL_OPTIONS", "-Dpassword=secret")))
        .containsOnlyKeys("PATH", "OMP_NUM_THREADS");
  }

  @Test
  void aChildThatHearsNothingEndsWithItsParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dprobe=start " + folder,
                Probe.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long child = Long.parseLong(new Lines(parent.getInputStream(), 100).next().orElseThrow());
    assertThat(ProcessHandle.of(child)).isPresent();

    parent.destroyForcibly().waitFor();

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aChildThatHearsNothingIsEndedWithinFiveSeconds() throws IOException {
    ChildProcess child = children.start(Probe.spec(folder, "stay"));
    new Lines(child.output(), 100).next();
    long begun = System.nanoTime();

    child.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(child.alive()).isFalse();
  }

  @Test
  void whatAChildPrintsDoesNotComeBetweenItsMessages() throws IOException {
    Queue<String> printed = new ConcurrentLinkedQueue<>();

    assertThat(Probe.told(new Children(Isolation.AUTO, printed::add), folder, "print"))
        .isEqualTo("message");

    await().until(() -> printed.size() == 2);
    assertThat(printed).containsExactly("garbage of Java", "garbage of a library");
  }

  @Test
  void saysHowAChildEnded() {
    assertThat(ending("exit 7")).isEqualTo("exit code 7");
    assertThat(ending("crash")).contains("SIGABRT").contains("SIGSEGV (0xb) at pc=");
    assertThat(ending("fill")).startsWith("its Java heap was too small");
  }

  @Test
  void refusesToRequireWhatTheMachineLacks() {
    assertThat(Isolation.of("required")).isEqualTo(Isolation.REQUIRED);
    assertThatThrownBy(() -> Isolation.of("some"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("BCKD_ISOLATION: expected auto, none or required, got 'some'");
  }

  @Test
  void cutsALineThatIsTooLong() throws IOException {
    Lines lines =
        new Lines(new ByteArrayInputStream("abcdef\ngh".getBytes(StandardCharsets.UTF_8)), 3);

    assertThat(lines.next()).contains("abc");
    assertThat(lines.next()).contains("gh");
    assertThat(lines.next()).isEmpty();
  }

  private String ending(String words) {
    try (ChildProcess child = children.start(Probe.spec(folder, words))) {
      assertThat(child.output().readAllBytes()).isNotNull();
      return child.ending().describe();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
