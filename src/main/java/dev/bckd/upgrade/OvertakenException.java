package dev.bckd.upgrade;

import java.io.Serial;

/** Somebody else has appended to an upgrade since the caller looked at it. */
public final class OvertakenException extends IllegalStateException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param upgrade as the caller knows it
   */
  public OvertakenException(Upgrade upgrade) {
    super(
        "somebody else has appended to upgrade "
            + upgrade.id()
            + " since its step "
            + upgrade.steps());
  }
}
