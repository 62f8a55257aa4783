package dev.bckd.upgrade;

import java.io.Serial;

/** What a person told an upgrade to do is not possible where it is. */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param what it cannot be, with the reason
   */
  public RefusedException(Upgrade upgrade, String what) {
    super("upgrade " + upgrade.id() + " of " + upgrade.version() + " cannot be " + what);
  }
}
