package dev.bckd.process;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A child that tries what {@code probe} says, and tells how that went on its standard output. */
final class Probe {
  /** Taken by the child alone: the tests in the parent use this class, too. */
  private static final class Told {
    static final PrintStream STREAM =
        new PrintStream(ProtocolStreams.take().output(), true, StandardCharsets.UTF_8);
  }

  private static final long MIB = 1L << 20;

  /** Far more than it needs, far less than what {@code grow} and {@code spin} would take. */
  private static final ChildLimits LIMITS =
      new ChildLimits(32 * MIB, 300 * MIB, Optional.of(Duration.ofSeconds(3)), Gpus.NONE);

  private Probe() {}

  public static void main(String... arguments) throws Exception {
    Objects.requireNonNull(Told.STREAM, "what is told goes to the parent from here on");
    String[] words = System.getProperty("probe").split(" ", -1);
    switch (words[0]) {
      case "connect" -> tell(connected(Integer.parseInt(words[1])));
      case "write" -> tell(written(Path.of(words[1])));
      case "lock" -> tell(locked(Path.of(words[1])));
      case "environment" -> tell(String.valueOf(System.getenv().keySet()));
      case "print" -> print();
      case "fill" -> fill();
      case "grow" -> grow();
      case "spin" -> spin();
      case "fork" -> tell(forked());
      case "crash" -> crash();
      case "exit" -> System.exit(Integer.parseInt(words[1]));
      case "stay" -> {
        tell("stays");
        stay();
      }
      case "mute" -> stay();
      case "start" -> start(Path.of(words[1]));
      case "signal" ->
          tell(
              String.valueOf(
                  ProcessHandle.of(Long.parseLong(words[1])).map(ProcessHandle::destroyForcibly)));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static void tell(String line) {
    Told.STREAM.println(line);
  }

  private static String connected(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return "connected " + socket.isConnected();
    } catch (IOException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static String written(Path file) {
    try {
      Files.writeString(file, "probe");
      return "written";
    } catch (IOException e) {
      return "refused: " + e;
    }
  }

  /** Takes everybody's rights to a file away, the service's too. */
  private static String locked(Path file) {
    try {
      Files.setPosixFilePermissions(file, Set.of());
      return "locked";
    } catch (IOException e) {
      return "refused: " + e;
    }
  }

  /** As Java does, and as native code does, which knows but the descriptor. */
  private static void print() throws IOException {
    System.out.println("garbage of Java");
    try (FileOutputStream descriptor = new FileOutputStream(FileDescriptor.out)) {
      descriptor.write("garbage of a library\n".getBytes(StandardCharsets.UTF_8));
    }
    tell("message");
  }

  private static void fill() {
    List<long[]> all = new ArrayList<>();
    while (!Thread.interrupted()) {
      all.add(new long[1 << 20]);
    }
    tell(String.valueOf(all.size()));
  }

  /** Takes memory outside of the heap, as native code does. */
  private static void grow() {
    List<Memory> all = new ArrayList<>();
    while (!Thread.interrupted()) {
      Memory more = new Memory(8 * MIB);
      more.clear();
      all.add(more);
    }
    tell(String.valueOf(all.size()));
  }

  /** On several threads at once. */
  private static void spin() {
    tell(
        String.valueOf(
            IntStream.range(0, 4)
                .parallel()
                .mapToLong(
                    i -> LongStream.iterate(i, n -> n + 1).filter(n -> n < 0).findFirst().orElse(0))
                .sum()));
  }

  private static String forked() throws InterruptedException {
    try {
      return "started " + new ProcessBuilder("/bin/true").start().waitFor();
    } catch (IOException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static void crash() {
    new Pointer(8).setInt(0, 1);
  }

  /** Hears neither the end of its input nor a polite signal. */
  private static void stay() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    never.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    never.await();
  }

  /** Is the parent of a child that stays. */
  private static void start(Path work) throws IOException, InterruptedException {
    ChildProcess child = new Children(Isolation.AUTO, line -> {}).start(spec(work, "stay"));
    child.output().read();
    tell(String.valueOf(child.pid()));
    Thread.sleep(Duration.ofMinutes(5).toMillis());
  }

  static ChildSpec spec(Path work, String words) {
    return new ChildSpec(
        Probe.class.getName(), LIMITS, work, List.of(work), List.of("-Dprobe=" + words));
  }

  /** What a child tells that does what the words say. */
  static String told(Children children, Path work, String words) throws IOException {
    try (ChildProcess child = children.start(spec(work, words))) {
      return new String(child.output().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
