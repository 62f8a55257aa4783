package dev.bckd.app;

import dev.bckd.history.Column;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringEngine;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Models small enough to be checked by hand: a file with one number, the bias; the logit of a row
 * is the bias plus the sum of all its inputs.
 */
public final class LinearEngine implements ScoringEngine {
  @Override
  public ScoringModel open(Path file, Signature signature) {
    try {
      float bias = Float.parseFloat(Files.readString(file).strip());
      return new Linear(bias, signature);
    } catch (IOException | NumberFormatException e) {
      throw new BadInputException(file.toString(), "expected one number, the bias");
    }
  }

  private record Linear(float bias, Signature signature) implements ScoringModel {
    @Override
    public Scores score(Table rows) {
      float[] logits = new float[rows.rows()];
      for (int row = 0; row < logits.length; row++) {
        logits[row] = bias;
        for (var input : signature.inputs()) {
          for (int i = 0; i < input.width(); i++) {
            logits[row] += at(rows.column(input.name(), Column.class), row * input.width() + i);
          }
        }
      }
      return new Scores(logits, 1);
    }

    private static float at(Column column, int index) {
      return column instanceof Column.Longs longs
          ? longs.values()[index]
          : ((Column.Floats) column).values()[index];
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public void close() {}
  }
}
