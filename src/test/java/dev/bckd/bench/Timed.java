package dev.bckd.bench;

/** Something whose time is taken. */
@FunctionalInterface
interface Timed {
  /**
   * Does it some times, one after the other.
   *
   * @return seconds of one of them
   */
  double seconds(int times);

  /** The time of a Java action. */
  static Timed of(Runnable once) {
    return times -> {
      long start = System.nanoTime();
      for (int i = 0; i < times; i++) {
        once.run();
      }
      return (System.nanoTime() - start) / 1e9 / times;
    };
  }
}
