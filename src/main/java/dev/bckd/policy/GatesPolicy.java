package dev.bckd.policy;

import java.util.List;

/**
 * What must hold.
 *
 * @param suites the regression suites, in the order of the policy
 * @param inconclusive what the service does when they cannot decide
 */
public record GatesPolicy(List<RegressionSuite> suites, OnInconclusive inconclusive) {
  public GatesPolicy {
    suites = List.copyOf(suites);
  }
}
