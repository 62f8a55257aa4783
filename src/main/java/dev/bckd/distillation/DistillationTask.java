package dev.bckd.distillation;

import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;
import java.util.List;

/**
 * What to distil.
 *
 * @param policy history, recipe and budget
 * @param teacher the teacher's TorchScript file
 * @param incoming the incoming model's TorchScript file
 * @param earlier TorchScript files of the policy's earlier versions
 * @param student where the student is written: a plain TorchScript file
 */
public record DistillationTask(
    UpgradePolicy policy, Path teacher, Path incoming, List<Path> earlier, Path student) {
  public DistillationTask {
    earlier = List.copyOf(earlier);
  }

  /** The same with another incoming model. */
  DistillationTask incoming(Path other) {
    return new DistillationTask(policy, teacher, other, earlier, student);
  }

  /** Without earlier versions. */
  public DistillationTask(UpgradePolicy policy, Path teacher, Path incoming, Path student) {
    this(policy, teacher, incoming, List.of(), student);
  }
}
