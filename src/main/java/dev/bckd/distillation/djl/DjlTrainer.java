package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.distillation.Trainer;
import dev.bckd.distillation.TrainingSession;
import dev.bckd.history.Spill;
import dev.bckd.inference.djl.TorchRuntime;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Trains TorchScript models with PyTorch, through DJL.
 *
 * <p>The same job, recipe, seed, device kind and number of threads give the same weights. One
 * session at a time in a process, since DJL collects gradients for one only; a second waits.
 */
public final class DjlTrainer implements Trainer {
  private static final Semaphore ONE_SESSION = new Semaphore(1);

  private final RowMemory memory;

  /** Rows that are too many for the memory go to the folder for temporary files. */
  public DjlTrainer() {
    this(RowMemory.here(Path.of(System.getProperty("java.io.tmpdir"))));
  }

  DjlTrainer(RowMemory memory) {
    this.memory = memory;
  }

  /**
   * A trainer whose rows, where they are too many for the memory, go to the cache of a home folder.
   *
   * @param home {@code BCKD_HOME}
   */
  public static DjlTrainer in(Path home) {
    return new DjlTrainer(RowMemory.here(Spill.in(home).folder()));
  }

  @Override
  public TrainingSession open(Job job) {
    Device device = TorchRuntime.device(job.device());
    TorchRuntime.prepareThread();
    ONE_SESSION.acquireUninterruptibly();
    PtNDManager manager = TorchRuntime.newManager(device);
    try {
      return new DjlSession(job, memory, manager, ONE_SESSION::release);
    } catch (RuntimeException e) {
      manager.close();
      ONE_SESSION.release();
      throw e;
    }
  }

  @Override
  public Optional<String> remark(String device) {
    return device.equalsIgnoreCase("auto")
        ? TorchRuntime.whyCpu().map(why -> "device: auto " + why)
        : Optional.empty();
  }
}
