package dev.bckd.distillation.djl;

import ai.djl.Device;

/** In which numbers a student in training computes. Its weights are float32 in either. */
enum Precision {
  /** As in serving. */
  FULL,
  /** Products of matrices in bfloat16, all else as in serving. */
  MIXED;

  /** Set to {@code full} where a student on a GPU shall compute as in serving. */
  private static final String SETTING = "bckd.precision";

  /** Mixed where the hardware gains by it. */
  static Precision on(Device device) {
    return device.isGpu() && !"full".equals(System.getProperty(SETTING)) ? MIXED : FULL;
  }
}
