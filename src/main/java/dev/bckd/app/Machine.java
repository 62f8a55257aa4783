package dev.bckd.app;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process runs on. */
final class Machine {
  private Machine() {}

  /** Bytes of memory of the machine, or of the container where that has a limit. */
  static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
