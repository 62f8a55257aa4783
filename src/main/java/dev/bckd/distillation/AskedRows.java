package dev.bckd.distillation;

import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import java.util.stream.IntStream;

/**
 * Asks a model about some rows only: the others may hold items that it does not know.
 *
 * @param inputs all rows
 * @param asked which of them
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record AskedRows(Table inputs, boolean[] asked) {
  /** Its logits; 0 on rows that it is not asked about. */
  Scores score(ScoringModel model) {
    int[] rows = rows();
    if (rows.length == 0) {
      int width = model.width();
      return new Scores(new float[Math.multiplyExact(asked.length, width)], width);
    }
    return rows.length == asked.length
        ? model.score(inputs)
        : model.score(inputs.select(rows)).spread(asked);
  }

  /** Its embeddings; 0 on rows that it is not asked about. There must be one that it is. */
  Embeddings embed(ScoringModel model) {
    int[] rows = rows();
    Embeddings some = model.embeddings(inputs.select(rows));
    return new Embeddings(spread(some.values(), rows, some.width()), some.width());
  }

  /** Whether there is a row to ask about. */
  boolean any() {
    return rows().length > 0;
  }

  private int[] rows() {
    return IntStream.range(0, asked.length).filter(row -> asked[row]).toArray();
  }

  private float[] spread(float[] some, int[] rows, int width) {
    float[] all = new float[Math.multiplyExact(asked.length, width)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(some, i * width, all, rows[i] * width, width);
    }
    return all;
  }
}
