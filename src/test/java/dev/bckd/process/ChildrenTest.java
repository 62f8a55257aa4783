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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void aChildCannotTakeTheRightsToAFileAway() throws IOException {
    assumeThat(children.shutsTheNetworkOff()).as(children.describe()).isTrue();
    Path own = Files.createDirectory(folder.resolve("own"));
    Path kept = Files.writeString(folder.resolve("kept"), "as it was");
    String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(kept));

    assertThat(Probe.told(children, own, "lock " + kept)).startsWith("refused: ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo(before);
    assertThat(Probe.told(new Children(Isolation.NONE, line -> {}), own, "lock " + kept))
        .isEqualTo("locked");
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
                    "JAVA_TOOL_OPTIONS", "-Dpassword=secret"),
                Gpus.ALL))
        .containsOnlyKeys("PATH", "OMP_NUM_THREADS");
  }

  @ParameterizedTest
  @CsvSource({"NONE,'2,3',''", "FIRST,'2,3',2", "FIRST,,0", "ALL,'2,3','2,3'", "ALL,,"})
  void aChildSeesTheGraphicsProcessorsThatAreForIt(
      Gpus gpus, @Nullable String outer, @Nullable String seen) {
    Map<String, String> environment =
        outer == null ? Map.of() : Map.of("CUDA_VISIBLE_DEVICES", outer);

    assertThat(ChildEnvironment.of(environment, gpus).get("CUDA_VISIBLE_DEVICES")).isEqualTo(seen);
  }

  @Test
  void aChildCannotStartAProcess() throws IOException {
    assumeThat(children.shutsTheNetworkOff()).as(children.describe()).isTrue();

    assertThat(Probe.told(children, folder, "fork")).startsWith("refused: ");
    assertThat(Probe.told(new Children(Isolation.NONE, line -> {}), folder, "fork"))
        .isEqualTo("started 0");
  }

  @Test
  void aChildThatTakesMemoryOutsideOfItsHeapIsEndedAndThatIsSaid() {
    assertThat(ending("grow"))
        .matches("it used [3-9]\\d\\d MiB of memory and was ended; allowed: 300 MiB");
  }

  @Test
  void aChildThatUsesItsProcessorTimeUpIsEndedAndThatIsSaid() {
    assertThat(ending("spin"))
        .matches("it used PT[34].*S of processor time and was ended; allowed: PT3S");
  }

  @Test
  void countsTheMemoryThatIsTheProcessOwn() {
    String status =
        """
        VmRSS:\t  900 kB
        RssAnon:\t  100 kB
        RssFile:\t  700 kB
        RssShmem:\t   20 kB
        VmSwap:\t    3 kB
        """;

    assertThat(MemoryUse.sum(status.lines())).isEqualTo(123 * 1024);
    assertThat(MemoryUse.of(ProcessHandle.current().pid())).isGreaterThan(10 << 20);
  }

  @Test
  void clearsWhatWasLeftByProcessesThatAreGoneAndNothingElse() throws Exception {
    Process gone = new ProcessBuilder("/bin/true").start();
    gone.waitFor();
    Process there = new ProcessBuilder("/bin/cat").start();
    Path upgrade = Files.createDirectory(folder.resolve("upgrade"));
    Path left = Files.createDirectory(upgrade.resolve("child-" + gone.pid() + "-1"));
    Path crash = Files.writeString(left.resolve("crash-7.log"), "how it crashed");
    Path used = Files.createDirectory(folder.resolve("child-" + there.pid() + "-2"));
    Path other = Files.createDirectory(folder.resolve("child-1-" + "of-somebody"));
    Files.writeString(left.resolve("half"), "a file in the making");
    Files.createDirectory(folder.resolve("child-" + gone.pid() + "-3"));

    assertThat(Children.clear(folder)).isEqualTo(2);

    assertThat(left.resolve("half")).doesNotExist();
    assertThat(folder.resolve("child-" + gone.pid() + "-3")).doesNotExist();
    assertThat(crash).hasContent("how it crashed");
    assertThat(used).exists();
    assertThat(other).exists();
    there.destroyForcibly();
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
  void aChildThatReadsNothingIsEndedWhileSomebodyWritesToIt() throws Exception {
    ChildProcess child = children.start(Probe.spec(folder, "stay"));
    new Lines(child.output(), 100).next();
    FutureTask<Void> writing =
        new FutureTask<>(
            () -> {
              child.input().write(new byte[1 << 20]);
              child.input().flush();
              return null;
            });
    Thread writer = new Thread(writing);
    writer.setDaemon(true);
    writer.start();
    await().until(() -> Arrays.toString(writer.getStackTrace()).contains("writeBytes"));

    CompletableFuture.runAsync(child::close).get(5, TimeUnit.SECONDS);

    assertThat(child.alive()).isFalse();
    assertThatThrownBy(() -> writing.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
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
