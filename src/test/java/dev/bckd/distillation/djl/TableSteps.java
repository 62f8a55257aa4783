package dev.bckd.distillation.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.bckd.inference.djl.Parameter;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.inference.djl.TorchScriptArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Steps over one table of ten million rows, by rows and densely. */
public final class TableSteps implements AutoCloseable {
  public static final int ROWS = 10_000_000;
  public static final int BATCH = 1024;

  private static final int WIDTH = 16;
  private static final LargeTable NONE = new LargeTable(Long.MAX_VALUE, Long.MAX_VALUE);

  private final Path file;
  private final PtNDManager manager;
  private final Training byRows;
  private final Training dense;

  /**
   * @param folder where the table is written
   */
  public TableSteps(Path folder) {
    this.file = folder.resolve("table.pt");
    new TorchScriptArchive(
            "Table",
            """
              def forward(self, i: Tensor) -> Tensor:
                return torch.sum(torch.mul(torch.embedding(self.w, i), 0.001))
            """,
            List.of(new Parameter("w", List.of(ROWS, WIDTH), new float[ROWS * WIDTH])))
        .write(file);
    this.manager = TorchRuntime.newManager(Device.cpu());
    this.byRows = new Training(LargeTable.DEFAULT);
    this.dense = new Training(NONE);
  }

  /** The model. */
  public Path file() {
    return file;
  }

  /** One step that moves the rows of its batch. */
  public void byRows() {
    byRows.step();
  }

  /** One step that moves all rows. */
  public void dense() {
    dense.step();
  }

  @Override
  public void close() {
    manager.close();
  }

  private final class Training {
    private final SplittableRandom random = new SplittableRandom(3);
    private final PtSymbolBlock module;
    private final Adam adam;

    Training(LargeTable large) {
      this.module = new StudentArchive(file).trainable(large, Precision.FULL, manager);
      PtNDArray weight = (PtNDArray) JniUtils.moduleGetParams(module, manager).get(0);
      this.adam = new Adam(List.of(weight), large, manager);
    }

    void step() {
      try (NDManager scope = manager.newSubManager()) {
        NDArray ids = scope.create(random.longs(BATCH, 0, ROWS).toArray());
        Gradients.recorded(
            () -> adam.step(IValueUtils.forward(module, new NDList(ids), true).get(0), 0.01));
      }
    }
  }
}
