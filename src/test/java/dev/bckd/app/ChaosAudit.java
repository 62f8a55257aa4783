package dev.bckd.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.gates.Decision;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what the journal says with what was served and what was announced. */
final class ChaosAudit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEACHER = "1";
  private static final int ALL = 100_000;

  private final Journal journal;
  private final List<String> models;
  private final String bootstrapServers;
  private final ServedVersions seen;

  ChaosAudit(Journal journal, List<String> models, String bootstrapServers, ServedVersions seen) {
    this.journal = journal;
    this.models = models;
    this.bootstrapServers = bootstrapServers;
    this.seen = seen;
  }

  ChaosReport report(Duration took, Map<String, Integer> deeds, Map<String, String> served)
      throws IOException {
    List<Upgrade> upgrades = journal.newest(ALL);
    Map<String, String> deployed = new TreeMap<>();
    models.forEach(
        model ->
            deployed.put(
                model,
                journal
                    .promoted(model)
                    .flatMap(Upgrade::successor)
                    .map(Served::version)
                    .orElse(TEACHER)));
    List<ConsumerRecord<String, byte[]>> told = told(upgrades);
    return new ChaosReport(
        took,
        deeds,
        upgrades.stream()
            .collect(
                Collectors.groupingBy(
                    upgrade -> upgrade.announcement().id(),
                    TreeMap::new,
                    Collectors.mapping(upgrade -> upgrade.id().toString(), Collectors.toList()))),
        upgrades.stream().map(Upgrade::state).toList(),
        served,
        deployed,
        ungated(upgrades),
        untold(upgrades, told),
        outOfOrder(told));
  }

  private List<String> ungated(List<Upgrade> upgrades) {
    List<String> ungated = new ArrayList<>();
    for (String model : models) {
      Set<String> passed =
          upgrades.stream()
              .filter(upgrade -> upgrade.version().model().equals(model))
              .filter(this::everPassed)
              .flatMap(upgrade -> upgrade.successor().stream())
              .map(Served::version)
              .collect(Collectors.toSet());
      seen.of(model).stream()
          .filter(version -> !version.equals(TEACHER) && !passed.contains(version))
          .forEach(version -> ungated.add(model + " " + version));
    }
    return ungated;
  }

  private boolean everPassed(Upgrade upgrade) {
    return journal.of(upgrade.id()).stream()
        .map(JournalEntry::step)
        .anyMatch(step -> step instanceof Step.Judged j && j.decision() == Decision.PROMOTE);
  }

  /** All events up to the last end that is missing, or what came until patience was lost. */
  private List<ConsumerRecord<String, byte[]>> told(List<Upgrade> upgrades) {
    Set<String> missing =
        upgrades.stream()
            .map(upgrade -> end(upgrade))
            .collect(Collectors.toCollection(HashSet::new));
    return new Topic(bootstrapServers, "upgrade-events")
        .until(
            record -> true,
            record -> {
              missing.remove(name(record).orElse(""));
              return missing.isEmpty();
            });
  }

  private static List<String> untold(
      List<Upgrade> upgrades, List<ConsumerRecord<String, byte[]>> told) {
    Set<String> names =
        told.stream().flatMap(record -> name(record).stream()).collect(Collectors.toSet());
    return upgrades.stream().map(ChaosAudit::end).filter(end -> !names.contains(end)).toList();
  }

  private static String end(Upgrade upgrade) {
    return upgrade.id() + " " + upgrade.state();
  }

  private static Optional<String> name(ConsumerRecord<String, byte[]> record) {
    try {
      JsonNode upgrade = JSON.readTree(record.value());
      return Optional.of(upgrade.path("id").asText() + " " + upgrade.path("state").asText());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** An event's id begins with the position of its entry. */
  private static List<Long> outOfOrder(List<ConsumerRecord<String, byte[]>> told) {
    List<Long> late = new ArrayList<>();
    Map<Long, Boolean> known = new HashMap<>();
    long last = 0;
    for (ConsumerRecord<String, byte[]> record : told) {
      long position = Long.parseLong(Topic.header(record, "ce_id").split("-", 2)[0]);
      if (known.put(position, true) == null) {
        if (position < last) {
          late.add(position);
        }
        last = Math.max(last, position);
      }
    }
    return late;
  }
}
