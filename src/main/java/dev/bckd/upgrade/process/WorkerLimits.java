package dev.bckd.upgrade.process;

import dev.bckd.process.ChildLimits;
import dev.bckd.process.Gpus;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What a child that does a stage's work may use.
 *
 * @param process memory, processor time and, as its policy has it, GPUs
 * @param stage time for a stage; a distillation gets the policy's budget besides
 * @param options further options for its JVM
 */
public record WorkerLimits(
    Function<Gpus, ChildLimits> process, Duration stage, List<String> options) {
  public WorkerLimits {
    options = List.copyOf(options);
  }
}
