package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a trained module as a plain TorchScript file that loads without a GPU. */
final class StudentFile {
  private StudentFile() {}

  static void write(PtSymbolBlock module, Device device, Path file) {
    Path written = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      write(module, written);
      if (!device.equals(Device.cpu())) {
        moveToCpu(written);
      }
      Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void moveToCpu(Path file) throws IOException {
    try (PtNDManager cpu = TorchRuntime.newManager(Device.cpu())) {
      write(new TorchScriptFile(file).trainable(cpu), file);
    }
  }

  private static void write(PtSymbolBlock module, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      JniUtils.writeModule(module, out, false);
    }
  }
}
