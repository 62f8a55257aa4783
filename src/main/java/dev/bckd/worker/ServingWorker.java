package dev.bckd.worker;

import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.inference.process.ModelServing;

/** The child that serves one version of a model. */
public final class ServingWorker {
  private ServingWorker() {}

  /** Answers what its parent sends on standard input. */
  public static void main(String... arguments) {
    ModelServing.serve(new DjlScoringEngine());
  }
}
