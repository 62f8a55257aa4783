package dev.bckd.policy;

import java.util.List;

/**
 * What must hold.
 *
 * @param suites the regression suites, in the order of the policy
 * @param inconclusive what the service does when they cannot decide
 * @param showRows whether reports may show single rows of the suites
 */
public record GatesPolicy(
    List<RegressionSuite> suites, OnInconclusive inconclusive, boolean showRows) {
  public GatesPolicy {
    suites = List.copyOf(suites);
  }

  /** Whose reports show rows. */
  public GatesPolicy(List<RegressionSuite> suites, OnInconclusive inconclusive) {
    this(suites, inconclusive, true);
  }
}
