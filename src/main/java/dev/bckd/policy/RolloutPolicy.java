package dev.bckd.policy;

/**
 * How the traffic moves.
 *
 * @param server type of the model server
 * @param steps number of shadow and canary steps the policy asks for
 */
public record RolloutPolicy(String server, int steps) {
  /** The embedded server, all traffic at once. */
  public static final RolloutPolicy DEFAULT = new RolloutPolicy("embedded", 0);
}
