package dev.bckd.distillation.djl;

import dev.bckd.distillation.Distiller;
import dev.bckd.history.duckdb.DuckDbHistory;
import dev.bckd.inference.djl.DjlScoringEngine;
import java.time.Clock;

/** Distillers of real parts. */
final class Distillers {
  private Distillers() {}

  static Distiller cpu() {
    return cpu(Clock.systemUTC());
  }

  static Distiller cpu(Clock clock) {
    return new Distiller(new DuckDbHistory(), new DjlScoringEngine(), new DjlTrainer(), clock);
  }
}
