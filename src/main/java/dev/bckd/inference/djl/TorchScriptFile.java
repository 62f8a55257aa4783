package dev.bckd.inference.djl;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A model file as a module in memory.
 *
 * @param path of the file
 */
public record TorchScriptFile(Path path) {
  private static final Pattern LEADS_OUT = Pattern.compile("^[/\\\\]|(^|[/\\\\])\\.\\.([/\\\\]|$)");
  private static final String[] NO_EXTRA_FILES = {};

  /**
   * The module with its weights frozen, on the manager's device; freed with it.
   *
   * @throws BadInputException if the file is missing or is no TorchScript model, saying which
   */
  public PtSymbolBlock frozen(PtNDManager manager) {
    requireFile();
    try {
      return JniUtils.loadModule(manager, path, true, NO_EXTRA_FILES, NO_EXTRA_FILES, false);
    } catch (EngineException e) {
      throw unreadable(e);
    }
  }

  /**
   * The module with the weights trainable that were so when it was saved, on the manager's device;
   * freed with it.
   *
   * @throws BadInputException if the file is missing or is no TorchScript model, saying which
   */
  public PtSymbolBlock trainable(PtNDManager manager) {
    requireFile();
    try {
      return JniUtils.loadModule(manager, path, true, NO_EXTRA_FILES, NO_EXTRA_FILES, true);
    } catch (EngineException e) {
      throw unreadable(e);
    }
  }

  /** Nothing here makes files of a model's records, but whoever unpacks the student would. */
  private void requirePlainNames() {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> LEADS_OUT.matcher(name).find())
          .findFirst()
          .ifPresent(
              name -> {
                throw new BadInputException(
                    path.toString(), "its record '" + name + "' leads out of the archive");
              });
    } catch (IOException notZip) {
      // PyTorch says more of what is wrong with it.
      return;
    }
  }

  private void requireFile() {
    TorchRuntime.engine();
    if (!Files.isRegularFile(path)) {
      throw new BadInputException(path.toString(), "no such model file");
    }
    if (!Files.isReadable(path)) {
      throw new BadInputException(path.toString(), "the model file cannot be read");
    }
    requirePlainNames();
  }

  /** PyTorch's own message is about its reader; what the user needs is what the file is. */
  private BadInputException unreadable(EngineException error) {
    String expected = "expected a TorchScript model as torch.jit.save writes it";
    try (ZipFile zip = new ZipFile(path.toFile())) {
      boolean code = zip.stream().anyMatch(entry -> entry.getName().contains("/code/"));
      boolean pickled = zip.stream().anyMatch(entry -> entry.getName().endsWith("/data.pkl"));
      if (pickled && !code) {
        return new BadInputException(
            path.toString(), "it holds weights without code (torch.save); " + expected);
      }
      return new BadInputException(path.toString(), expected + ": " + NativeMessages.reason(error));
    } catch (IOException notZip) {
      return new BadInputException(
          path.toString(), "it is truncated or no model at all; " + expected);
    }
  }
}
