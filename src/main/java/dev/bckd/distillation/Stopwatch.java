package dev.bckd.distillation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time spent, against a ceiling. */
final class Stopwatch {
  private final Clock clock;
  private final Duration ceiling;
  private final Instant start;

  /** Starts. */
  Stopwatch(Clock clock, Duration ceiling) {
    this.clock = clock;
    this.ceiling = ceiling;
    this.start = clock.instant();
  }

  private Duration spent() {
    return Duration.between(start, clock.instant());
  }

  /** Whether the ceiling is reached. */
  boolean over() {
    return spent().compareTo(ceiling) >= 0;
  }

  double seconds() {
    return spent().toNanos() / 1e9;
  }
}
