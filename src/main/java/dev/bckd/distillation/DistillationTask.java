package dev.bckd.distillation;

import dev.bckd.policy.UpgradePolicy;
import java.nio.file.Path;

/**
 * What to distil.
 *
 * @param policy history, recipe and budget
 * @param teacher the teacher's TorchScript file
 * @param incoming the incoming model's TorchScript file
 * @param student where the student is written: a plain TorchScript file
 */
public record DistillationTask(UpgradePolicy policy, Path teacher, Path incoming, Path student) {}
