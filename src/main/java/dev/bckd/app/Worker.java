package dev.bckd.app;

import dev.bckd.upgrade.JournalUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One thread that does a piece of work when it is woken, and at least every so often. Wakes that
 * come closely one after the other are answered together. What the work throws is logged, and the
 * work is tried again.
 */
final class Worker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Worker.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final Duration TO_FINISH = Duration.ofSeconds(2);

  private final Semaphore wakes = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  private final Runnable work;
  private final Duration pause;
  private final Duration rest;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param pause longest time between two pieces of work
   * @param rest shortest time between two pieces of work
   */
  Worker(String name, Duration pause, Duration rest, Runnable work) {
    this.work = work;
    this.pause = pause;
    this.rest = rest;
    this.thread = new Thread(this::loop, name);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** There is work. */
  void wake() {
    wakes.release();
  }

  /** Whether the work should come to its end. */
  boolean stopping() {
    return stopping;
  }

  /** Ends after the piece of work that is being done, or in the midst of it if that takes long. */
  @Override
  public void close() {
    stopping = true;
    ended.release();
    wake();
    try {
      thread.join(TO_FINISH.toMillis());
      thread.interrupt();
      thread.join(TO_FINISH.toMillis() / 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    try {
      while (!stopping) {
        Duration next = attempt();
        ended.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
        boolean woken = wakes.tryAcquire(next.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          wakes.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration attempt() {
    try {
      work.run();
      return pause;
    } catch (JournalUnavailableException e) {
      complain(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      complain(e.toString());
      LOG.debug("the cause", e);
    }
    return AFTER_FAILURE;
  }

  private void complain(String problem) {
    if (!stopping) {
      LOG.warnf("%s will try again: %s", thread.getName(), problem);
    }
  }
}
