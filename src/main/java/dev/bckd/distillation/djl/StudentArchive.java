package dev.bckd.distillation.djl;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import dev.bckd.inference.djl.ArchivedModule;
import dev.bckd.inference.djl.ArchivedTensor;
import dev.bckd.inference.djl.RecordContent;
import dev.bckd.inference.djl.StorageType;
import dev.bckd.inference.djl.TorchScriptFile;
import dev.bckd.inference.djl.TorchScriptRecords;
import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file of a student: the incoming model's, record by record, with other numbers in the storages
 * of the weights that were trained. Source, constants, object tree and buffers are the incoming
 * model's to the byte; so are the operators of the PyTorch that wrote it.
 */
final class StudentArchive {
  private static final Set<StorageType> TRAINABLE =
      Set.of(StorageType.FLOAT32, StorageType.FLOAT64);

  private final Path incoming;
  private final ArchivedModule module;

  /**
   * @param incoming the model's file, which stays as it is
   * @throws BadInputException if the incoming file is not as {@code torch.jit.save} writes it
   */
  StudentArchive(Path incoming) {
    this.incoming = incoming;
    try (TorchScriptRecords records = TorchScriptRecords.open(incoming)) {
      this.module = ArchivedModule.of(records);
    }
  }

  /**
   * The incoming module with its weights trainable, the gradients of large tables as rows and
   * products in lower precision where its source allows it.
   *
   * @throws BadInputException if PyTorch cannot load it
   */
  PtSymbolBlock trainable(LargeTable large, Precision precision, PtNDManager manager) {
    Map<String, String> sources = new HashMap<>(new SparseLookups(module, large).sources());
    if (precision == Precision.MIXED) {
      sources.putAll(new MixedPrecision(module).sources(sources));
    }
    Map<String, RecordContent> changed = new HashMap<>();
    sources.forEach((record, source) -> changed.put(record, RecordContent.of(source)));
    return changed.isEmpty()
        ? new TorchScriptFile(incoming).trainable(manager)
        : rewritten(changed, manager);
  }

  /** A copy that PyTorch refuses is no reason to stop: the incoming file itself trains as well. */
  private PtSymbolBlock rewritten(Map<String, RecordContent> changed, PtNDManager manager) {
    try (TorchScriptRecords records = TorchScriptRecords.open(incoming)) {
      Path copy = Files.createTempFile("student", ".pt");
      try {
        records.copy(copy, changed);
        return new TorchScriptFile(copy).trainable(manager);
      } finally {
        Files.delete(copy);
      }
    } catch (BadInputException e) {
      return new TorchScriptFile(incoming).trainable(manager);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The weights without those that are the same tensor under another name.
   *
   * @param weights named by their path in the module
   * @throws BadInputException if one cannot be written back, saying why
   */
  List<PtNDArray> distinct(List<PtNDArray> weights) {
    Set<Integer> seen = new HashSet<>();
    return weights.stream().filter(weight -> seen.add(archived(weight).identity())).toList();
  }

  private ArchivedTensor archived(PtNDArray weight) {
    String name = weight.getName();
    ArchivedTensor tensor =
        module
            .tensor(name)
            .orElseThrow(() -> bad(name, "is not among the attributes of the file's modules"));
    if (!TRAINABLE.contains(tensor.storage().type())) {
      throw bad(name, "is " + tensor.storage().type() + "; expected FLOAT32 or FLOAT64 to train");
    }
    if (!tensor.isCompact()) {
      throw bad(
          name,
          "of shape %s is stored with strides %s, as a part or repetition of other numbers; save it"
                  .formatted(tensor.shape(), tensor.strides())
              + " contiguous");
    }
    return tensor;
  }

  private BadInputException bad(String name, String problem) {
    return new BadInputException(incoming.toString(), "parameter " + name + " " + problem);
  }

  /**
   * Writes the student, in full or not at all.
   *
   * @param weights named by their path in the module, on any device
   * @param file where it goes
   */
  void write(List<PtNDArray> weights, Path file) {
    Map<String, TrainedStorage> storages = new HashMap<>();
    Path whole = file.toAbsolutePath();
    Path written = whole.resolveSibling(whole.getFileName() + ".part");
    try (TorchScriptRecords records = TorchScriptRecords.open(incoming)) {
      for (PtNDArray weight : weights) {
        ArchivedTensor tensor = archived(weight);
        storages
            .computeIfAbsent(
                tensor.storage().record(), record -> new TrainedStorage(records, record))
            .add(tensor, weight);
      }
      Files.createDirectories(whole.getParent());
      records.copy(written, Map.copyOf(storages));
      Files.move(written, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
