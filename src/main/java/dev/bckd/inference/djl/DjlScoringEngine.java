package dev.bckd.inference.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import java.nio.file.Path;

/** Scores TorchScript models on the CPU with PyTorch, through DJL. */
public final class DjlScoringEngine implements ScoringEngine {
  @Override
  public ScoringModel open(Path file, Signature signature) {
    TorchRuntime.prepareThread();
    PtNDManager manager = TorchRuntime.newManager(Device.cpu());
    try {
      return DjlScoringModel.proved(file, signature, manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }
}
