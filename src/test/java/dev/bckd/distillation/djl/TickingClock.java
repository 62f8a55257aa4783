package dev.bckd.distillation.djl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The same time passes between any two looks at it. */
final class TickingClock extends Clock {
  private final Duration tick;
  private Instant now = Instant.EPOCH;

  TickingClock(Duration tick) {
    this.tick = tick;
  }

  @Override
  public Instant instant() {
    now = now.plus(tick);
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
