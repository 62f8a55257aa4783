package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Follows the next upgrade of a model from its event to its end. */
final class UpgradeWatch {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Set<String> ENDS =
      Set.of("PROMOTED", "REJECTED", "ROLLED_BACK", "FAILED", "SUPERSEDED", "ABORTED", "HELD");

  private final Service service;
  private final String model;
  private final Set<String> known = new HashSet<>();

  private UpgradeWatch(Service service, String model) {
    this.service = service;
    this.model = model;
  }

  /** Notes the upgrades that are there already, before the event that starts the next one. */
  static UpgradeWatch before(Service service, String model)
      throws IOException, InterruptedException {
    UpgradeWatch watch = new UpgradeWatch(service, model);
    service.upgrades(model).forEach(upgrade -> watch.known.add(upgrade.path("id").asText()));
    return watch;
  }

  /**
   * Waits for a version's upgrade to end, or to wait for a person.
   *
   * @param stepped told of the upgrade in each state it is seen in
   * @return the upgrade in each state it was seen in, the end last
   * @throws IOException if the service cannot be reached, or nothing ends in ten minutes
   */
  List<JsonNode> follow(String version, Consumer<JsonNode> stepped)
      throws IOException, InterruptedException {
    List<JsonNode> seen = new ArrayList<>();
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      Optional<JsonNode> now = now(version, seen);
      if (now.isPresent() && (seen.isEmpty() || !sameState(now.get(), seen.get(seen.size() - 1)))) {
        seen.add(now.get());
        stepped.accept(now.get());
        if (ENDS.contains(now.get().path("state").asText())) {
          return seen;
        }
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
    throw new IOException("the upgrade to version " + version + " has not ended in " + PATIENCE);
  }

  private Optional<JsonNode> now(String version, List<JsonNode> seen)
      throws IOException, InterruptedException {
    if (!seen.isEmpty()) {
      return Optional.of(service.upgrade(seen.get(0).path("id").asText()));
    }
    return service.upgrades(model).stream()
        .filter(upgrade -> upgrade.path("version").asText().equals(version))
        .filter(upgrade -> !known.contains(upgrade.path("id").asText()))
        .findFirst();
  }

  private static boolean sameState(JsonNode one, JsonNode other) {
    return one.path("state").equals(other.path("state"));
  }
}
