package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.djl.TorchRuntime;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InputChangesTest {
  private static final int ROWS = 2000;
  private static final int WIDTH = 5;
  private static final long PAD = 7;
  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new TensorSpec("seen", "seen", ElementType.INT64, List.of(WIDTH), PAD),
              // One id and no list, however it is written.
              new TensorSpec("item", "item", ElementType.INT64, List.of(1), 0),
              new TensorSpec("price", "price", ElementType.FLOAT32, List.of(2), 0)),
          List.of("logits"));

  /** Four ids and one element of padding; prices of standard deviation 0.5 and 0. */
  private static Table rows() {
    long[] seen = new long[ROWS * WIDTH];
    float[] prices = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < WIDTH; i++) {
        seen[row * WIDTH + i] = i == WIDTH - 1 ? PAD : 100 + i;
      }
      prices[2 * row] = row % 2;
      prices[2 * row + 1] = 3;
    }
    return new Table(
        ROWS,
        Map.of(
            "seen", new Column.Longs(seen, WIDTH),
            "item", new Column.Longs(LongStream.range(0, ROWS).toArray(), 1),
            "price", new Column.Floats(prices, 2)));
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Changed(long[] seen, long[] item, float[] price) {}

  private static Changed change(Augmentation augmentation, long seed, long step) {
    Table rows = rows();
    try (PtNDManager manager = TorchRuntime.newManager(Device.cpu())) {
      NDList inputs =
          new InputChanges(
                  augmentation,
                  SIGNATURE,
                  rows,
                  row -> row % 2 == 0,
                  seed,
                  new PinnedCopies(manager))
              .of(LongStream.range(0, ROWS).toArray(), step, manager);
      assertThat(rows.column("seen", Column.Longs.class).values()[0]).isEqualTo(100);
      return new Changed(
          inputs.get(0).toLongArray(), inputs.get(1).toLongArray(), inputs.get(2).toFloatArray());
    }
  }

  private static Augmentation with(double mask, double shorten, double noise) {
    return with(mask, shorten, noise, Augmentation.Rows.ALL);
  }

  private static Augmentation with(
      double mask, double shorten, double noise, Augmentation.Rows rows) {
    return new Augmentation(mask, shorten, noise, rows, Augmentation.Teachers.CLEAN);
  }

  @Test
  void masksAsManyIdsAsAsked() {
    Changed changed = change(with(0.25, 0, 0), 1, 1);

    long padding = Arrays.stream(changed.seen()).filter(id -> id == PAD).count() - ROWS;
    assertThat(padding / (4.0 * ROWS)).isCloseTo(0.25, within(0.02));
    assertThat(changed.item()).isEqualTo(LongStream.range(0, ROWS).toArray());
    assertThat(changed.price()[3]).isEqualTo(3);
  }

  /** Even rows have a label. */
  @Test
  void leavesRowsWithoutALabelAloneWhereAsked() {
    Changed changed = change(with(0.5, 0.5, 0.5, Augmentation.Rows.LABELLED), 1, 1);

    for (int row = 1; row < ROWS; row += 2) {
      assertThat(Arrays.copyOfRange(changed.seen(), row * WIDTH, row * WIDTH + 4))
          .containsExactly(100, 101, 102, 103);
      assertThat(changed.price()[2 * row]).isEqualTo(1);
    }
    assertThat(Arrays.stream(changed.seen()).filter(id -> id == PAD).count())
        .isGreaterThan(2L * ROWS);
  }

  @Test
  void shortensFromTheOldestAndLeavesTheLatest() {
    Changed changed = change(with(0, 0.5, 0), 1, 1);

    int shorter = 0;
    for (int row = 0; row < ROWS; row++) {
      assertThat(changed.seen()[row * WIDTH + 3]).isEqualTo(103);
      boolean gone = true;
      for (int i = 0; i < 4; i++) {
        boolean padded = changed.seen()[row * WIDTH + i] == PAD;
        assertThat(padded && !gone).as("a hole in row %d", row).isFalse();
        gone = padded;
      }
      shorter += changed.seen()[row * WIDTH] == PAD ? 1 : 0;
    }
    assertThat(shorter / (double) ROWS).isCloseTo(0.5, within(0.04));
  }

  @Test
  void addsNoiseInUnitsOfAnElementsOwnDeviation() {
    Changed changed = change(with(0, 0, 0.4), 1, 1);

    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      squares += Math.pow(changed.price()[2 * row] - row % 2, 2);
      assertThat(changed.price()[2 * row + 1]).isEqualTo(3);
    }
    assertThat(Math.sqrt(squares / ROWS)).isCloseTo(0.2, within(0.01));
    assertThat(changed.seen()[0]).isEqualTo(100);
  }

  @Test
  void dependsOnSeedAndStepOnly() {
    Augmentation all = with(0.2, 0.2, 0.2);

    assertThat(change(all, 1, 5).price()).isEqualTo(change(all, 1, 5).price());
    assertThat(change(all, 1, 5).seen()).isEqualTo(change(all, 1, 5).seen());
    assertThat(change(all, 1, 5).seen()).isNotEqualTo(change(all, 1, 6).seen());
    assertThat(change(all, 1, 5).seen()).isNotEqualTo(change(all, 2, 5).seen());
  }
}
