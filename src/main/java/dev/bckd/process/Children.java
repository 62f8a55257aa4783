package dev.bckd.process;

import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Starts children of this process, shut off as far as is asked for and can be had. Thread-safe. */
public final class Children implements ChildStarter {
  private static final String OUT_OF_HEAP_ENDS_IT = "-XX:+ExitOnOutOfMemoryError";

  /**
   * Children die with the thread that started them, so that has to be one that lives as long as the
   * process.
   */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "children");
            thread.setDaemon(true);
            return thread;
          });

  private final ProgramClassPath program = ProgramClassPath.here();
  private final Isolation isolation;
  private final Confinement confinement;
  private final Consumer<String> says;

  /**
   * @param says told every line that a child writes to its standard error
   * @throws BadInputException if isolation is required and this machine does not have all of it
   */
  public Children(Isolation isolation, Consumer<String> says) {
    this.isolation = isolation;
    this.confinement = isolation == Isolation.NONE ? Confinement.NONE : Confinement.here();
    this.says = says;
    if (isolation == Isolation.REQUIRED && !confinement.whole()) {
      throw new BadInputException(
          Isolation.VARIABLE, "required, but of the " + confinement.describe());
    }
  }

  /** One line that says what holds. */
  public String describe() {
    return confinement.describe();
  }

  /** Whether children can reach no network. */
  public boolean shutsTheNetworkOff() {
    return confinement.calls();
  }

  /** Whether children can write nothing but their own files. */
  public boolean protectsFiles() {
    return confinement.files() > 0;
  }

  /**
   * Deletes the temporary files that children of a process left which was killed. To be called
   * before this process has a child.
   *
   * @param work the folder that {@link ChildSpec#work} is in, or is
   * @return how many folders there were
   */
  public static int clear(Path work) {
    try {
      List<OwnFolder> left = OwnFolder.left(work);
      left.forEach(OwnFolder::delete);
      return left.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + work, e);
    }
  }

  @Override
  public ChildProcess start(ChildSpec spec) {
    try {
      Path own = OwnFolder.make(made(spec.work()).toRealPath()).path();
      List<Path> writable = new ArrayList<>(List.of(own));
      for (Path path : spec.writable()) {
        writable.add((Files.exists(path) ? path : made(path)).toRealPath());
      }
      ProcessBuilder builder = new ProcessBuilder(command(spec, own, writable));
      builder.directory(own.toFile());
      Map<String, String> passed = ChildEnvironment.of(builder.environment(), spec.limits().gpus());
      builder.environment().clear();
      builder.environment().putAll(passed);
      return new ChildProcess(
          STARTER.submit(builder::start).get(), new OwnFolder(own), spec.limits(), says);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a process", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was started", e);
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException("cannot start a process", e.getCause()));
    }
  }

  private List<String> command(ChildSpec spec, Path own, List<Path> writable) {
    List<String> command = new ArrayList<>();
    if (isolation != Isolation.NONE && LinuxCalls.known()) {
      command.addAll(
          List.of(
              java(),
              "-Xshare:auto",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Xmx16m",
              "-XX:-UsePerfData",
              "-cp",
              program.forCalls().text(),
              Cage.class.getName()));
      command.addAll(confinement.arguments(writable, spec.limits().gpus()));
    }
    command.addAll(
        List.of(
            java(),
            "-Xmx" + spec.limits().heapBytes(),
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            OUT_OF_HEAP_ENDS_IT,
            "-XX:+DisplayVMOutputToStderr",
            "-XX:ErrorFile=" + own.resolve(OwnFolder.CRASH),
            "-Djava.io.tmpdir=" + own,
            "-Djna.tmpdir=" + own));
    command.addAll(spec.options());
    command.addAll(List.of("-cp", program.text(), spec.main()));
    return command;
  }

  private static Path made(Path folder) throws IOException {
    return Files.createDirectories(folder);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
