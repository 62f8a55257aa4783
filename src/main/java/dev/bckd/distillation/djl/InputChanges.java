package dev.bckd.distillation.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.djl.InputTensors;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import dev.bckd.policy.Augmentation;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Changes the student's input. What a step's rows become depends on the recipe's seed and the
 * number of the step only, so that a training that is resumed goes on as it would have.
 *
 * <p>Lists of ids lose single ids, or their older part: lists begin with the oldest and end with
 * padding. A list of one id is never shortened to none. Single ids, such as the item that is
 * scored, stay. Real inputs get normal noise.
 */
final class InputChanges {
  /** Set apart from the order of rows. */
  private static final long INPUTS = 0x494E50555453L;

  private final Augmentation changes;
  private final Signature signature;
  private final Table rows;
  private final IntPredicate labelled;
  private final long seed;
  private final Map<String, float[]> deviations = new HashMap<>();
  private final PinnedCopies copies;

  /**
   * @param rows all rows, whose standard deviations are the unit of noise
   * @param labelled which of them have a label
   * @param copies bring the changed rows to the training device
   */
  InputChanges(
      Augmentation changes,
      Signature signature,
      Table rows,
      IntPredicate labelled,
      long seed,
      PinnedCopies copies) {
    this.copies = copies;
    this.changes = changes;
    this.signature = signature;
    this.rows = rows;
    this.labelled = labelled;
    this.seed = seed;
    for (TensorSpec spec : signature.inputs()) {
      if (spec.type() == ElementType.FLOAT32 && changes.noise() > 0) {
        deviations.put(spec.name(), deviations(rows.column(spec.name(), Column.Floats.class)));
      }
    }
  }

  /** The models' arguments for some rows, changed. */
  NDList of(long[] selected, long step, NDManager scope) {
    SplittableRandom random = new SplittableRandom((seed ^ INPUTS) * 1_000_003L + step);
    int[] numbers = new int[selected.length];
    boolean[] touched = new boolean[selected.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.toIntExact(selected[i]);
      touched[i] = changes.rows() == Augmentation.Rows.ALL || labelled.test(numbers[i]);
    }
    Map<String, Column> changed = new LinkedHashMap<>();
    for (TensorSpec spec : signature.inputs()) {
      Column column = rows.column(spec.name(), Column.class).select(numbers);
      changed.put(spec.name(), changed(column, spec, touched, random));
    }
    Table table = new Table(numbers.length, changed);
    InputTensors inputs = new InputTensors(signature);
    return copies.made(manager -> inputs.of(table, 0, numbers.length, manager), scope);
  }

  private Column changed(
      Column column, TensorSpec spec, boolean[] touched, SplittableRandom random) {
    float[] units = deviations.get(spec.name());
    if (units != null) {
      return noisy((Column.Floats) column, units, touched, random);
    }
    if (spec.listsIds()) {
      Column.Longs lists = new Column.Longs(((Column.Longs) column).values(), spec.width());
      for (int row = 0; row < lists.rows(); row++) {
        if (touched[row]) {
          shorten(lists, row, spec.pad(), random);
          mask(lists, row, spec.pad(), random);
        }
      }
      return lists;
    }
    return column;
  }

  private void shorten(Column.Longs lists, int row, long pad, SplittableRandom random) {
    if (random.nextDouble() >= changes.shorten()) {
      return;
    }
    long[] values = lists.values();
    int first = row * lists.width();
    int length = lists.width();
    while (length > 0 && values[first + length - 1] == pad) {
      length--;
    }
    if (length > 1) {
      Arrays.fill(values, first, first + 1 + random.nextInt(length - 1), pad);
    }
  }

  private void mask(Column.Longs lists, int row, long pad, SplittableRandom random) {
    int first = row * lists.width();
    for (int i = first; i < first + lists.width(); i++) {
      if (random.nextDouble() < changes.mask()) {
        lists.values()[i] = pad;
      }
    }
  }

  private Column noisy(
      Column.Floats column, float[] deviations, boolean[] touched, SplittableRandom random) {
    float[] values = column.values();
    for (int i = 0; i < values.length; i++) {
      if (touched[i / deviations.length]) {
        double scale = changes.noise() * deviations[i % deviations.length];
        values[i] += (float) (scale * random.nextGaussian());
      }
    }
    return new Column.Floats(values, column.width());
  }

  /** Of each element of a row, over all rows. */
  private static float[] deviations(Column.Floats column) {
    int width = column.width();
    double[] means = new double[width];
    double[] squares = new double[width];
    for (int row = 0; row < column.rows(); row++) {
      FloatBuffer values = column.values(row, row + 1);
      for (int i = 0; i < width; i++) {
        float value = values.get();
        double difference = value - means[i];
        means[i] += difference / (row + 1);
        squares[i] += difference * (value - means[i]);
      }
    }
    float[] deviations = new float[width];
    for (int i = 0; i < width; i++) {
      deviations[i] = (float) Math.sqrt(squares[i] / column.rows());
    }
    return deviations;
  }
}
