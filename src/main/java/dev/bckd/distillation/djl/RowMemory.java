package dev.bckd.distillation.djl;

import ai.djl.pytorch.engine.PtNDManager;
import com.sun.management.OperatingSystemMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Whether the rows of a training lie in memory, which is faster, or in files.
 *
 * @param folder of the files
 * @param mostResident bytes that rows may take in memory
 */
record RowMemory(Path folder, long mostResident) {
  private static final System.Logger LOG = System.getLogger(RowMemory.class.getName());

  /** Rows may take this part of the memory of the machine, or of the container. */
  private static final int SHARE = 4;

  /** A share of this machine's memory, and a folder beyond it. */
  static RowMemory here(Path folder) {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new RowMemory(folder, machine.getTotalMemorySize() / SHARE);
  }

  /**
   * @param bytes of all rows
   * @param manager owner of the tensors
   */
  RowTensors tensors(long bytes, PtNDManager manager) {
    if (bytes <= mostResident) {
      return new ResidentTensors(manager);
    }
    LOG.log(Level.INFO, "the rows take {0} MiB and are read from {1}", bytes >> 20, folder);
    return new MappedTensors(folder, manager);
  }
}
