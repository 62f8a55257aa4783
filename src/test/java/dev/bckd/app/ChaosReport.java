package dev.bckd.app;

import dev.bckd.upgrade.UpgradeState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was left after chaos.
 *
 * @param took from the first event to the last end
 * @param deeds how often what was done to the service
 * @param upgradesByEvent the upgrades of each event that was announced
 * @param states of all upgrades
 * @param served version of each model that answers in the end
 * @param deployed version of each model by the journal
 * @param everServedUngated versions that had the traffic, or answered, and that no gate had passed
 * @param untold upgrades whose end is not among the announced events
 * @param toldOutOfOrder journal positions that were first announced after a later one
 */
record ChaosReport(
    Duration took,
    Map<String, Integer> deeds,
    Map<String, List<String>> upgradesByEvent,
    List<UpgradeState> states,
    Map<String, String> served,
    Map<String, String> deployed,
    List<String> everServedUngated,
    List<String> untold,
    List<Long> toldOutOfOrder) {

  long promoted() {
    return states.stream().filter(state -> state == UpgradeState.PROMOTED).count();
  }

  String text() {
    Map<UpgradeState, Long> ends =
        new TreeMap<>(
            states.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting())));
    return "chaos: %d upgrades in %d s; %s; ends %s; served %s%n"
        .formatted(states.size(), took.toSeconds(), new TreeMap<>(deeds), ends, served);
  }
}
