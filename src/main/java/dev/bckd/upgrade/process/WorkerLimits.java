package dev.bckd.upgrade.process;

import java.time.Duration;
import java.util.List;

/**
 * What a child that does a stage's work may use.
 *
 * @param heapBytes of its Java heap
 * @param stage time for a stage; a distillation gets the policy's budget besides
 * @param options further options for its JVM
 */
public record WorkerLimits(long heapBytes, Duration stage, List<String> options) {
  public WorkerLimits {
    options = List.copyOf(options);
  }
}
