package dev.bckd.upgrade;

import java.time.Duration;
import java.util.List;

/** Told how an upgrade gets on, for people and for metrics. Must not throw. */
public interface Progress {
  /** Nobody listens. */
  Progress SILENT = new Progress() {};

  /** A line for people: what a stage is doing. */
  default void says(String stage, String line) {}

  /** An upgrade took a step. */
  default void stepped(Upgrade upgrade, Step step, Duration took) {}

  /** A stage ended by a defect of the program. */
  default void wentWrong(Upgrade upgrade, Throwable defect) {}

  /** One loss term of one epoch of a model's distillation. */
  default void trained(String model, String term, double value) {}

  /** Rows that a model's distillation stepped on, repeats counted. */
  default void distilled(String model, long samplesSeen) {}

  /** What the gates concluded about a model, one by one. */
  default void judged(String model, List<GateOutcome> outcomes) {}
}
