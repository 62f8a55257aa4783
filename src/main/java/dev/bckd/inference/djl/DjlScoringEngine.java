package dev.bckd.inference.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.history.Spill;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import java.nio.file.Path;

/** Scores TorchScript models on the CPU with PyTorch, through DJL. */
public final class DjlScoringEngine implements ScoringEngine {
  private final Spill spill;

  /** Answers that are too many for the heap go to the folder for temporary files. */
  public DjlScoringEngine() {
    this(Spill.TEMPORARY);
  }

  /**
   * @param spill where answers go that are too many for the heap
   */
  public DjlScoringEngine(Spill spill) {
    this.spill = spill;
  }

  @Override
  public ScoringModel open(Path file, Signature signature) {
    TorchRuntime.prepareThread();
    PtNDManager manager = TorchRuntime.newManager(Device.cpu());
    try {
      return DjlScoringModel.proved(file, signature, manager, spill);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }
}
