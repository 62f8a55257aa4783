package dev.bckd.app;

import static org.awaitility.Awaitility.await;

import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A start of the service, with requests for an answer from its first moment on. */
final class TimedStart implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private final RunningService service;
  private final Thread requests = new Thread(this::ask, "requests");
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean ready;
  private volatile boolean enough;
  private volatile Duration took = Duration.ZERO;

  private TimedStart(RunningService service) {
    this.service = service;
  }

  /** Starts it; returns when it is ready. */
  static TimedStart of(Path home, TinyTask task, Map<String, String> environment)
      throws IOException {
    long begun = System.nanoTime();
    TimedStart start = new TimedStart(RunningService.start(home, task.policies(), environment));
    start.requests.start();
    try {
      await().atMost(PATIENCE).pollInterval(LOOK).until(start::isReady);
      start.took = Duration.ofNanos(System.nanoTime() - begun);
      start.ready = true;
      return start;
    } finally {
      if (!start.ready) {
        start.close();
      }
    }
  }

  private boolean isReady() {
    if (!service.alive()) {
      throw new IllegalStateException("the service has ended");
    }
    return service.ready();
  }

  /** From the start of the process until it said that it was ready. */
  Duration took() {
    return took;
  }

  /** How many requests were begun since it was ready. */
  int asked() {
    return asked.get();
  }

  /** How many of these the model has answered. */
  int answered() {
    return answered.get();
  }

  /** Kills it, once the last request has its answer. */
  @Override
  public void close() {
    enough = true;
    try {
      requests.join();
      service.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      service.close();
    }
  }

  private void ask() {
    while (!enough) {
      boolean counts = ready;
      if (counts) {
        asked.incrementAndGet();
      }
      if (isAnswered() && counts) {
        answered.incrementAndGet();
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private boolean isAnswered() {
    try {
      return service.infer(TinyTask.MODEL, TinyTask.ROW).contains("logits");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
