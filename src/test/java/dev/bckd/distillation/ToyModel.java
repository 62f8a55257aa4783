package dev.bckd.distillation;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import java.util.function.LongUnaryOperator;

/**
 * A model that answers {@code sin(item · first of the list + number)}, and counts the rows it saw.
 */
final class ToyModel implements ScoringModel {
  private final LongUnaryOperator item;
  private long rows;

  private ToyModel(LongUnaryOperator item) {
    this.item = item;
  }

  /** Items above a bound are to it as item 0. */
  static ToyModel mapping(long bound) {
    return new ToyModel(id -> id > bound ? 0 : id);
  }

  /** Items above a bound are to it an error. */
  static ToyModel refusing(long bound) {
    return new ToyModel(
        id -> {
          if (id > bound) {
            throw new BadInputException("toy", "index out of range: " + id);
          }
          return id;
        });
  }

  /** How many rows it was asked about so far. */
  long rows() {
    return rows;
  }

  @Override
  public Scores score(Table table) {
    rows += table.rows();
    long[] items = Rows.longs(table, "item");
    float[] logits = new float[table.rows()];
    for (int row = 0; row < logits.length; row++) {
      long hist = Rows.longs(table, "hist")[2 * row];
      logits[row] =
          (float) Math.sin(item.applyAsLong(items[row]) * hist + Rows.floats(table, "dense")[row]);
    }
    return new Scores(logits, 1);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void close() {}
}
