package dev.bckd.upgrade;

/** Where an upgrade is: what is being done now, or how it ended. */
public enum UpgradeState {
  /** Recorded and acknowledged; nobody works on it yet. */
  RECEIVED,
  /** Policy and artifacts are being read and checked. */
  FETCHING,
  /** The student is being trained. */
  DISTILLING,
  /** The regression suites are being judged. */
  JUDGING,
  /** Waits for a person. */
  HELD,
  /** The traffic is being moved. */
  ROLLING_OUT,
  /** All traffic has moved. */
  PROMOTED,
  /** Refused before any traffic. */
  REJECTED,
  /** Traffic was returned to the version before. */
  ROLLED_BACK,
  /** Could not be carried out; the reason says why. */
  FAILED,
  /** A newer version of the model took its place. */
  SUPERSEDED,
  /** Ended without effect. */
  ABORTED;

  /** Whether nothing more will happen. */
  public boolean ended() {
    return switch (this) {
      case RECEIVED, FETCHING, DISTILLING, JUDGING, HELD, ROLLING_OUT -> false;
      case PROMOTED, REJECTED, ROLLED_BACK, FAILED, SUPERSEDED, ABORTED -> true;
    };
  }

  /** Whether a worker has something to do. */
  public boolean runnable() {
    return !ended() && this != HELD;
  }

  /** Whether no traffic has moved yet and none may be moving. */
  public boolean beforeRollout() {
    return !ended() && this != ROLLING_OUT;
  }
}
