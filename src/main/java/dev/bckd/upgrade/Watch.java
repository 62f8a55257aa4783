package dev.bckd.upgrade;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the journal while a thread works on an upgrade, and interrupts the thread when the
 * upgrade has ended by somebody else's word, a newer one has come or the model was paused. What a
 * stage has not recorded has no effect, so it may be left anywhere.
 */
public final class Watch implements AutoCloseable {
  private final Journal journal;
  private final Pauses pauses;
  private final Duration every;
  private final ScheduledExecutorService clock;

  /**
   * @param every time between two looks
   */
  public Watch(Journal journal, Pauses pauses, Duration every) {
    this(journal, pauses, every, oneThread());
  }

  Watch(Journal journal, Pauses pauses, Duration every, ScheduledExecutorService clock) {
    this.journal = journal;
    this.pauses = pauses;
    this.every = every;
    this.clock = clock;
  }

  private static ScheduledExecutorService oneThread() {
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "upgrade-watch");
              thread.setDaemon(true);
              return thread;
            });
    one.setRemoveOnCancelPolicy(true);
    return one;
  }

  /** One thread's work on one upgrade, watched until it is closed. */
  final class Over implements AutoCloseable {
    private final UUID upgrade;
    private final Thread worker = Thread.currentThread();
    private final Future<?> looking;
    private boolean closed;
    private boolean interrupted;

    private Over(UUID upgrade) {
      this.upgrade = upgrade;
      this.looking =
          clock.scheduleWithFixedDelay(
              this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
      try {
        if (inVain()) {
          interrupt();
        }
      } catch (JournalUnavailableException e) {
        // Looked at again in a moment; the work's own next entry will tell if it stays so.
        return;
      }
    }

    private boolean inVain() {
      return journal.overtaken(upgrade)
          || journal
              .find(upgrade)
              .filter(it -> it.state().beforeRollout())
              .flatMap(it -> pauses.of(it.version().model()))
              .isPresent();
    }

    private synchronized void interrupt() {
      if (!closed && !interrupted) {
        interrupted = true;
        worker.interrupt();
      }
    }

    /** Whether the thread was told to leave the upgrade. */
    synchronized boolean interrupted() {
      return interrupted;
    }

    /** Interrupts no more; and takes an interrupt back that came too late to be noticed. */
    @Override
    public synchronized void close() {
      closed = true;
      looking.cancel(false);
      if (interrupted) {
        Thread.interrupted();
      }
    }
  }

  /** Watches over what the calling thread does. */
  Over over(Upgrade upgrade) {
    return new Over(upgrade.id());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
