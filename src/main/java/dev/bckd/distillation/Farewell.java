package dev.bckd.distillation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training that is under way be kept when its process is told to end. Whoever ends the
 * process says it and waits a moment; the training hears it between two steps. Thread-safe.
 */
public final class Farewell {
  /** Longer than most models take to be written, shorter than a process is given to end. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private boolean training;
  private boolean said;

  /**
   * Tells a training that it should be kept now; returns when it is, when there is none, or when
   * that takes longer than a second and a half.
   */
  public synchronized void say() {
    said = true;
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (long left = PATIENCE.toNanos(); training && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** There is a training that can be kept. */
  synchronized void begun() {
    training = true;
  }

  /** Whether it should be kept now. */
  synchronized boolean said() {
    return said && training;
  }

  /** It is kept, or has ended. */
  synchronized void done() {
    training = false;
    notifyAll();
  }
}
