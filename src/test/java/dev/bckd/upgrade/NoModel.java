package dev.bckd.upgrade;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;

/** A model that is never asked. */
final class NoModel implements ScoringModel {
  @Override
  public Scores score(Table rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void close() {}
}
