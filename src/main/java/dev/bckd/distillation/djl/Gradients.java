package dev.bckd.distillation.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Computations that are differentiated. */
final class Gradients {
  private Gradients() {}

  /** What a computation gives, with its graph; the calling thread records it. */
  static <T> T recorded(Supplier<T> computation) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      return computation.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
