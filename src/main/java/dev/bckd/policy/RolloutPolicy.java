package dev.bckd.policy;

/**
 * How the traffic moves.
 *
 * @param server type of the model server
 * @param approval when a person must agree: none, before-rollout or before-promotion
 * @param steps number of shadow and canary steps the policy asks for
 * @param guards number of live guards the policy asks for
 */
public record RolloutPolicy(String server, String approval, int steps, int guards) {
  /** The embedded server, all traffic at once, nobody asked. */
  public static final RolloutPolicy DEFAULT = new RolloutPolicy("embedded", "none", 0, 0);

  /** What follows when the gates say PROMOTE. */
  public Release release() {
    return approval.equals(DEFAULT.approval) ? Release.AT_ONCE : Release.AFTER_APPROVAL;
  }

  /** Whether all traffic of the embedded server moves at once. */
  public boolean atOnce() {
    return server.equals(DEFAULT.server) && steps == 0 && guards == 0;
  }
}
