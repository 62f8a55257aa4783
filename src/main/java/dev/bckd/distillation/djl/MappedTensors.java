package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.bckd.inference.djl.TorchScriptArchive;
import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Tensors on the CPU whose numbers are in files: PyTorch maps them, and the system reads the pages
 * that a step touches and drops them when it needs the room. A file is deleted as soon as it is
 * mapped, so that its disk is free when the tensor is, even after a crash.
 */
final class MappedTensors implements RowTensors {
  private static final TorchScriptArchive LIBRARY =
      new TorchScriptArchive(
          "MappedTensors",
          """
            def floats(self, path: str, count: int) -> Tensor:
              return torch.from_file(path, True, count, dtype=6)
            def longs(self, path: str, count: int) -> Tensor:
              return torch.from_file(path, True, count, dtype=4)
          """,
          List.of());

  private final Path folder;
  private final PtNDManager manager;
  private final PtSymbolBlock module;

  /**
   * @param folder made when it is not there
   * @param manager owner of the tensors
   */
  MappedTensors(Path folder, PtNDManager manager) {
    this.folder = folder;
    this.manager = manager;
    this.module = TensorLists.load(LIBRARY, manager);
  }

  @Override
  public NDArray of(Shape shape, DataType type, Chunks chunks) {
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "rows", ".tensor");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        NDArray all = mapped(file, shape, type);
        Files.delete(file);
        write(channel, shape, type, chunks);
        return all;
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new BadInputException(
          folder.toString(), "rows that are too many for the memory cannot be kept here: " + e);
    }
  }

  private NDArray mapped(Path file, Shape shape, DataType type) {
    String method = type == DataType.INT64 ? "longs" : "floats";
    try (IValue path = IValue.from(file.toString());
        IValue count = IValue.from(shape.size());
        IValue tensor = IValueUtils.runMethod(module, method, path, count);
        NDArray numbers = tensor.toTensor(manager)) {
      return numbers.reshape(shape);
    }
  }

  /** Through the file, not the tensor: a full disk is an error here, and a crash there. */
  private static void write(FileChannel channel, Shape shape, DataType type, Chunks chunks)
      throws IOException {
    int rows = Math.toIntExact(shape.get(0));
    int atOnce = RowTensors.rowsAtOnce(shape);
    long width = shape.size() / Math.max(1, rows);
    int bytes = Math.toIntExact(Math.min(rows, atOnce) * width * type.getNumOfBytes());
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    for (int from = 0; from < rows; from += atOnce) {
      int to = Math.min(rows, from + atOnce);
      put(chunks.rows(from, to), buffer.clear());
      buffer.limit(Math.toIntExact((to - from) * width * type.getNumOfBytes()));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  private static void put(Buffer numbers, ByteBuffer bytes) {
    if (numbers instanceof LongBuffer longs) {
      bytes.asLongBuffer().put(longs);
    } else if (numbers instanceof FloatBuffer floats) {
      bytes.asFloatBuffer().put(floats);
    } else {
      throw new IllegalArgumentException("no tensor holds " + numbers);
    }
  }
}
