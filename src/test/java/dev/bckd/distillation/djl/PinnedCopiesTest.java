package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.inference.djl.TorchRuntime;
import org.junit.jupiter.api.Test;

/** Loading the library compiles the call for GPUs too; without one it cannot be made. */
class PinnedCopiesTest {
  @Test
  void onACpuWhatIsMadeIsNotCopied() {
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      NDList made = new NDList(manager.create(new float[] {1, 2}));

      NDList moved = new PinnedCopies(manager).made(scope -> made, manager);

      assertThat(moved).isSameAs(made);
    }
  }

  @Test
  void theNumbersAreTheSameAndBelongToTheScope() {
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      PinnedCopies copies = new PinnedCopies(manager);
      PtNDArray host = (PtNDArray) manager.create(new long[] {3, 1, 2});
      PtNDManager scope = (PtNDManager) manager.newSubManager();

      PtNDArray moved = copies.moved(host, scope);

      assertThat(moved.getDataType()).isEqualTo(DataType.INT64);
      assertThat(moved.toLongArray()).containsExactly(3, 1, 2);
      assertThat(moved.getDevice()).isEqualTo(Device.cpu());
      scope.close();
      assertThat(moved.isReleased()).isTrue();
      assertThat(host.toLongArray()).containsExactly(3, 1, 2);
    }
  }
}
