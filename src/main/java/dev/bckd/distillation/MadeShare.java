package dev.bckd.distillation;

/**
 * How many rows are made, and how they are used.
 *
 * @param anEpoch rows of one epoch, for each labelled one; not negative
 * @param turns epochs until a row has its turn again; positive
 */
record MadeShare(int anEpoch, int turns) {
  /** None are made. */
  static final MadeShare NONE = new MadeShare(0, 1);

  /** Items of the catalogue in the place of logged ones. */
  private static final MadeShare CATALOGUE = new MadeShare(3, 1);

  /** Mixtures of two rows. */
  private static final MadeShare MIXED = new MadeShare(1, 8);

  /**
   * What suits a task.
   *
   * @param classes two for a binary task
   * @param catalogue whether the task has one
   */
  static MadeShare of(int classes, boolean catalogue) {
    if (classes > 2) {
      return MIXED;
    }
    return catalogue ? CATALOGUE : NONE;
  }

  /** Rows to make, for each labelled one. */
  int total() {
    return anEpoch * turns;
  }
}
