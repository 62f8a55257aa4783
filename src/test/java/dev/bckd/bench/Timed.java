package dev.bckd.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Something whose time is taken. */
@FunctionalInterface
interface Timed {
  /**
   * Does it some times, one after the other.
   *
   * @return seconds of one of them
   */
  double seconds(int times);

  /** Whether the processor time of all threads is taken, for machines that are busy otherwise. */
  boolean PROCESSOR = System.getProperty("bckd.bench.clock", "wall").equals("cpu");

  /** The time of a Java action. */
  static Timed of(Runnable once) {
    return times -> {
      long start = nanos();
      for (int i = 0; i < times; i++) {
        once.run();
      }
      return (nanos() - start) / 1e9 / times;
    };
  }

  private static long nanos() {
    return PROCESSOR
        ? ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
        : System.nanoTime();
  }
}
