package dev.bckd.worker;

import dev.bckd.inference.djl.TorchRuntime;

/**
 * The child that runs before any other: it loads PyTorch, which unpacks its libraries, and no
 * model. Those that run models may then only read the libraries.
 */
public final class Unpacking {
  private Unpacking() {}

  /** Ends when the libraries are there. */
  public static void main(String... arguments) {
    TorchRuntime.engine();
  }
}
