package dev.bckd.stats;

/** How much each row counts: a finite number that is not negative. */
@FunctionalInterface
public interface RowWeights {

  /** The weight of a row, by number from 0. */
  double of(int row);
}
