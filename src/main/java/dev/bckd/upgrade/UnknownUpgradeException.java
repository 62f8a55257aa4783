package dev.bckd.upgrade;

import java.io.Serial;
import java.util.UUID;

/** There is no such upgrade. */
public final class UnknownUpgradeException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public UnknownUpgradeException(UUID upgrade) {
    super("there is no upgrade " + upgrade);
  }
}
