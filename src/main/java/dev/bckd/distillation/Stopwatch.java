package dev.bckd.distillation;

import dev.bckd.model.BadInputException;
import dev.bckd.policy.UpgradePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time spent, against a policy's ceiling. */
final class Stopwatch {
  private final Clock clock;
  private final String policy;
  private final Duration ceiling;
  private final Instant start;

  /** Starts. */
  Stopwatch(Clock clock, UpgradePolicy policy) {
    this.clock = clock;
    this.policy = policy.file();
    this.ceiling = policy.distillation().budget().time();
    this.start = clock.instant();
  }

  private Duration spent() {
    return Duration.between(start, clock.instant());
  }

  /** Whether the ceiling is reached. */
  boolean over() {
    return left() <= 0;
  }

  double seconds() {
    return spent().toNanos() / 1e9;
  }

  /** Seconds up to the ceiling; negative beyond it. */
  double left() {
    return ceiling.minus(spent()).toNanos() / 1e9;
  }

  /** Seconds that may be spent. */
  double allowed() {
    return ceiling.toNanos() / 1e9;
  }

  /** The ceiling, for people. */
  @Override
  public String toString() {
    return "spec.distillation.budget.time: " + ceiling;
  }

  /** The refusal of the ceiling. */
  BadInputException tooLittle(String why) {
    return new BadInputException(policy, this + " is too little: " + why);
  }
}
