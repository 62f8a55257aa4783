package dev.bckd.upgrade;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a stage is tried again, and when: waits double from one try to the next.
 *
 * @param first wait after the first try, positive
 * @param longest wait, at least the first
 * @param delays so many tries may end for a reason that may pass before the upgrade fails
 * @param losses so many workers may be lost before it fails
 */
public record Retries(Duration first, Duration longest, int delays, int losses) {
  /** Gives up after some three quarters of an hour, or three workers. */
  public static final Retries DEFAULT =
      new Retries(Duration.ofSeconds(2), Duration.ofMinutes(5), 16, 3);

  /** When to try again after so many tries that ended for a reason that may pass; empty: never. */
  Optional<Duration> wait(int delayed) {
    if (delayed >= delays) {
      return Optional.empty();
    }
    Duration wait = first.multipliedBy(1L << Math.min(delayed, 20));
    return Optional.of(wait.compareTo(longest) < 0 ? wait : longest);
  }
}
