package dev.bckd.policy;

/**
 * A part of a suite that is looked at on its own.
 *
 * @param name its name in the report
 * @param where SQL condition for its rows
 * @param minSamples fewer samples than this decide nothing
 */
public record SliceSpec(String name, String where, int minSamples) {
  /** The contract's default of {@code minSamples}. */
  public static final int DEFAULT_MIN_SAMPLES = 200;
}
