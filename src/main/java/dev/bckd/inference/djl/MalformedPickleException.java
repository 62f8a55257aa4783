package dev.bckd.inference.djl;

/** A pickle that is not what TorchScript writes; {@link Unpickler} says where. */
final class MalformedPickleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedPickleException(String problem) {
    super(problem);
  }
}
