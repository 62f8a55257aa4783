package dev.bckd.evaluation;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A model whose answers are written down: the logits of item i are the i-th list. Its only input is
 * {@code item}.
 */
public final class KnownModel implements ScoringModel {
  private final float[][] logits;
  private final List<Integer> batches = new ArrayList<>();

  private KnownModel(float[][] logits) {
    this.logits = logits;
  }

  /** A model of one logit a row: for items 0, 1, ... */
  public static KnownModel binary(double... logits) {
    float[][] rows = new float[logits.length][];
    for (int item = 0; item < rows.length; item++) {
      rows[item] = new float[] {(float) logits[item]};
    }
    return new KnownModel(rows);
  }

  /** A model of one logit a class: for items 0, 1, ... */
  public static KnownModel multiclass(float[]... logits) {
    return new KnownModel(logits);
  }

  /** How many rows it was asked each time. */
  public List<Integer> batches() {
    return batches;
  }

  @Override
  public Scores score(Table rows) {
    batches.add(rows.rows());
    long[] items = rows.column("item", Column.Longs.class).values();
    float[] values = new float[items.length * width()];
    for (int row = 0; row < items.length; row++) {
      System.arraycopy(logits[(int) items[row]], 0, values, row * width(), width());
    }
    return new Scores(values, width());
  }

  @Override
  public int width() {
    return logits[0].length;
  }

  @Override
  public void close() {}
}
