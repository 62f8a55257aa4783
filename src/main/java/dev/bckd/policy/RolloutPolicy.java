package dev.bckd.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the traffic moves.
 *
 * @param server type of the model server
 * @param release what follows when the gates say PROMOTE
 * @param freezes when no rollout begins
 * @param steps number of shadow and canary steps the policy asks for
 * @param guards number of live guards the policy asks for
 */
public record RolloutPolicy(
    String server, Release release, List<FreezeWindow> freezes, int steps, int guards) {
  /** The embedded server, all traffic at once and at any time, nobody asked. */
  public static final RolloutPolicy DEFAULT =
      new RolloutPolicy("embedded", Release.AT_ONCE, List.of(), 0, 0);

  public RolloutPolicy {
    freezes = List.copyOf(freezes);
  }

  /** Whether all traffic of the embedded server moves at once. */
  public boolean atOnce() {
    return server.equals(DEFAULT.server) && steps == 0 && guards == 0;
  }

  /** Until when no rollout begins that would begin now; empty: it may. */
  public Optional<Instant> frozenAt(Instant now) {
    return freezes.stream().flatMap(window -> window.endOf(now).stream()).max(Instant::compareTo);
  }
}
