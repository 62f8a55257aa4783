package dev.bckd.evaluation;

import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.stats.SplitMix64;
import java.util.stream.IntStream;

/**
 * A model's answers given to other rows by chance: as sure of itself as the model, and ignorant. A
 * gate that lets it pass lets anything pass.
 *
 * @param model the model; not closed with this
 * @param seed of the permutation
 */
public record Permuted(ScoringModel model, long seed) implements ScoringModel {

  @Override
  public Scores score(Table rows) {
    Scores scores = model.score(rows);
    return new Scores(permuted(scores.values(), scores.width()), scores.width());
  }

  @Override
  public Embeddings embeddings(Table rows) {
    Embeddings embeddings = model.embeddings(rows);
    return new Embeddings(permuted(embeddings.values(), embeddings.width()), embeddings.width());
  }

  @Override
  public int width() {
    return model.width();
  }

  @Override
  public void close() {
    // The model is its owner's.
  }

  /** Fisher and Yates' shuffle of rows. */
  private float[] permuted(float[] values, int width) {
    int[] order = IntStream.range(0, values.length / width).toArray();
    for (int last = order.length - 1; last > 0; last--) {
      int other = (int) (SplitMix64.uniform(SplitMix64.at(seed, last)) * (last + 1));
      int row = order[last];
      order[last] = order[other];
      order[other] = row;
    }
    float[] permuted = new float[values.length];
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(values, order[row] * width, permuted, row * width, width);
    }
    return permuted;
  }
}
