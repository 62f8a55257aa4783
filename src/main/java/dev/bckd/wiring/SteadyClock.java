package dev.bckd.wiring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Starts at the time of day and then goes on at the pace of time, whatever becomes of the time of
 * day: budgets of time are measured with it.
 */
final class SteadyClock extends Clock {
  private final Instant start;
  private final long begun;

  SteadyClock(Clock clock) {
    this.start = clock.instant();
    this.begun = System.nanoTime();
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("no zone matters here");
  }
}
