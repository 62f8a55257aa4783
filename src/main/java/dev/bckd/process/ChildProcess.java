package dev.bckd.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child that runs, or has run. Its standard input and output are for its messages; what it writes
 * to its standard error is told, and the last of it kept.
 */
public final class ChildProcess implements AutoCloseable {
  /** It gets so long to end by itself; with {@link #FORCE}, less than the five seconds promised. */
  private static final Duration POLITE = Duration.ofSeconds(2);

  private static final Duration FORCE = Duration.ofSeconds(2);
  private static final int KEPT = 20;
  private static final int LONGEST = 500;

  private final Process process;
  private final OwnFolder folder;
  private final Thread errors;
  private final Overuse overuse;
  private final Deque<String> last = new ArrayDeque<>();

  ChildProcess(Process process, OwnFolder folder, ChildLimits limits, Consumer<String> says) {
    this.process = process;
    this.folder = folder;
    this.errors = new Thread(() -> listen(says), "child-" + process.pid());
    errors.setDaemon(true);
    errors.start();
    this.overuse = Overuse.watched(process.toHandle(), limits);
  }

  /** Its number. */
  public long pid() {
    return process.pid();
  }

  /** What it writes. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** What it reads. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits until it has ended.
   *
   * @return how; ends it where that takes more than a moment
   */
  public Ending ending() {
    await(FORCE);
    kill();
    return new Ending(overuse.found(), exit(), lastLines());
  }

  /** Ends it: asks first, and does not ask again. Returns when it has ended. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    // Not the process' own method: that closes the child's input, too, and so would wait for
    // whoever
    // is writing to a child that does not read.
    process.toHandle().destroy();
    if (await(POLITE)) {
      clear();
    } else {
      kill();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once, and what it has started. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    if (await(FORCE)) {
      clear();
    }
  }

  /** Once at a time: whoever asked the child may be several, and all of them end it. */
  private synchronized void clear() {
    folder.delete();
  }

  private boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.toHandle().destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int exit() {
    return process.isAlive() ? Ending.UNKNOWN : process.exitValue();
  }

  private String lastLines() {
    try {
      errors.join(FORCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (last) {
      return String.join("\n", last);
    }
  }

  private void listen(Consumer<String> says) {
    try (InputStream stream = process.getErrorStream()) {
      Lines lines = new Lines(stream, LONGEST);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        keep(line.get());
        says.accept(line.get());
      }
    } catch (IOException e) {
      keep("its standard error cannot be read: " + e.getMessage());
    }
  }

  private void keep(String line) {
    synchronized (last) {
      if (last.size() == KEPT) {
        last.removeFirst();
      }
      last.addLast(line);
    }
  }
}
