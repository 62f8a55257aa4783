package dev.bckd.inference;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.model.ElementType;
import dev.bckd.model.Signature;
import dev.bckd.model.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Three rows to ask about, and an engine that counts how often it is asked. */
final class Questions {
  static final Signature SIGNATURE = signature("logits");

  private Questions() {}

  static Signature signature(String... outputs) {
    return new Signature(
        List.of(
            new TensorSpec("ids", "ids", ElementType.INT64, List.of(2), 0),
            new TensorSpec("dense", "dense", ElementType.FLOAT32, List.of(), 0)),
        List.of(outputs));
  }

  static Table rows() {
    return rows(new long[] {1, 2, 3, 4, 5, 6}, new float[] {0.5f, 1.5f, 2.5f});
  }

  static Table rows(long[] ids, float[] dense) {
    return new Table(
        dense.length,
        Map.of("ids", new Column.Longs(ids, 2), "dense", new Column.Floats(dense, 1)));
  }

  /** Answers the sum of a row's inputs. */
  static final class CountingEngine implements ScoringEngine {
    private final AtomicInteger asked = new AtomicInteger();

    int asked() {
      return asked.get();
    }

    @Override
    public ScoringModel open(Path file, Signature signature) {
      return new ScoringModel() {
        @Override
        public Scores score(Table rows) {
          asked.incrementAndGet();
          return sums(rows);
        }

        @Override
        public Embeddings embeddings(Table rows) {
          asked.incrementAndGet();
          return places(rows);
        }

        @Override
        public int width() {
          return 1;
        }

        @Override
        public void close() {}
      };
    }
  }

  /** A row's ids, turned round. */
  static Embeddings places(Table rows) {
    long[] ids = rows.column("ids", Column.Longs.class).values();
    float[] places = new float[ids.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = -ids[i];
    }
    return new Embeddings(places, 2);
  }

  static Scores sums(Table rows) {
    long[] ids = rows.column("ids", Column.Longs.class).values();
    float[] dense = rows.column("dense", Column.Floats.class).values();
    float[] sums = new float[rows.rows()];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = (float) (ids[2 * row] + ids[2 * row + 1]) + dense[row];
    }
    return new Scores(sums, 1);
  }
}
