package dev.bckd.upgrade.process;

import java.time.Duration;

/**
 * What a child that does a stage's work may use.
 *
 * @param heapBytes of its Java heap
 * @param stage time for a stage; a distillation gets the policy's budget besides
 */
public record WorkerLimits(long heapBytes, Duration stage) {}
