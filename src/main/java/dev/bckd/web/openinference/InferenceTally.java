package dev.bckd.web.openinference;

import java.time.Duration;

/** Told of each answered request. Must not throw. */
@FunctionalInterface
public interface InferenceTally {
  /** How a request ended. */
  enum Outcome {
    OK,
    CLIENT_ERROR,
    SERVER_ERROR
  }

  /**
   * A request has ended.
   *
   * @param model the model's name, or {@code unknown}
   * @param variant stable or canary
   * @param took from the request's arrival to its answer
   */
  void answered(String model, String variant, Outcome outcome, Duration took);
}
