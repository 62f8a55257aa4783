package dev.bckd.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks ten times a second at what a child uses, and ends it when that is more than it may: no
 * limit of the kernel that needs no privilege holds for memory that is used, rather than reserved,
 * and a JVM reserves far more than it uses.
 */
final class Overuse {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "children-use");
            thread.setDaemon(true);
            return thread;
          });

  private final ProcessHandle process;
  private final ChildLimits limits;
  private volatile Optional<String> found = Optional.empty();

  private Overuse(ProcessHandle process, ChildLimits limits) {
    this.process = process;
    this.limits = limits;
  }

  /** Begins to look, until the child has ended. */
  static Overuse watched(ProcessHandle process, ChildLimits limits) {
    Overuse overuse = new Overuse(process, limits);
    ScheduledFuture<?> looking =
        CLOCK.scheduleWithFixedDelay(
            overuse::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> unused = process.onExit().thenRun(() -> looking.cancel(false));
    return overuse;
  }

  /** What it has used too much of, where it was ended for that. */
  Optional<String> found() {
    return found;
  }

  private void look() {
    long memory = MemoryUse.of(process.pid());
    if (memory > limits.memoryBytes()) {
      end("memory", mebibytes(memory), mebibytes(limits.memoryBytes()));
    }
    limits.processorTime().ifPresent(this::lookAtTheTime);
  }

  private void lookAtTheTime(Duration most) {
    Duration worked = process.info().totalCpuDuration().orElse(Duration.ZERO);
    if (worked.compareTo(most) > 0) {
      end("processor time", worked.toString(), most.toString());
    }
  }

  private void end(String what, String used, String allowed) {
    if (found.isEmpty()) {
      found =
          Optional.of("it used %s of %s and was ended; allowed: %s".formatted(used, what, allowed));
    }
    process.destroyForcibly();
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
