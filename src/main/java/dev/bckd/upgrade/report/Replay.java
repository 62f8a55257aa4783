package dev.bckd.upgrade.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.gates.Conclusion;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * A decision reached again from its record alone.
 *
 * @param conclusion what the recorded numbers lead to
 * @param gates how many verdicts were reached again
 * @param differences where the record says something else, by path; empty: it holds, bit for bit
 */
public record Replay(Conclusion conclusion, int gates, List<String> differences) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Replay {
    differences = List.copyOf(differences);
  }

  /**
   * Replays a {@code report.json}.
   *
   * @throws BadInputException if the file is no record, or lacks what a verdict needs
   */
  public static Replay of(Path file) {
    try {
      return of(JSON.readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new BadInputException(file.toString(), "expected JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadInputException(file.toString(), "cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
      throw new BadInputException(
          file.toString(), "holds numbers that no verdict can follow from: " + e.getMessage());
    } catch (BadInputException e) {
      throw new BadInputException(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  private static Replay of(JsonNode report) {
    if (!report.path("kind").asText().equals("UpgradeReport")) {
      throw Json.wrong("kind", "UpgradeReport");
    }
    Map<String, String> differences = new TreeMap<>();
    List<SuiteJudgement> suites = new ArrayList<>();
    JsonNode recorded = Json.array(report, "suites");
    for (int i = 0; i < recorded.size(); i++) {
      suites.add(suite(recorded.get(i), "/suites/" + i, differences));
    }
    Conclusion conclusion = Decisions.of(suites);
    compare("/decision", report.path("decision"), conclusion.decision().name(), differences);
    compare("/reason", report.path("reason"), conclusion.reason(), differences);
    edited(report, differences);
    int gates = suites.stream().mapToInt(suite -> suite.gates().size()).sum();
    return new Replay(
        conclusion,
        gates,
        differences.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  private static SuiteJudgement suite(JsonNode json, String path, Map<String, String> differences) {
    String name = Json.text(json, "suite");
    DrawsJson draws = DrawsJson.read(json.path("draws"));
    List<GateResult> gates = new ArrayList<>();
    JsonNode recorded = Json.array(json, "gates");
    for (int i = 0; i < recorded.size(); i++) {
      String place = path + "/gates/" + i;
      JsonNode written = recorded.get(i);
      GateResult gate = GateJson.replayed(written, place, draws);
      ObjectNode again = JSON.createObjectNode();
      GateJson.fill(again, name, gate, draws);
      again
          .properties()
          .forEach(
              field ->
                  compare(
                      place + "/" + field.getKey(),
                      written.path(field.getKey()),
                      field.getValue(),
                      differences));
      gates.add(gate);
    }
    return new SuiteJudgement(name, Json.whole(json, "samples"), List.of(), gates);
  }

  private static void compare(
      String path, JsonNode recorded, String replayed, Map<String, String> differences) {
    compare(path, recorded, JSON.getNodeFactory().textNode(replayed), differences);
  }

  /** As texts: a number that was written is read as another kind of node, with the same text. */
  private static void compare(
      String path, JsonNode recorded, JsonNode replayed, Map<String, String> differences) {
    if (!recorded.toString().equals(replayed.toString())) {
      differences.put(
          path,
          replayed.isContainerNode()
              ? "the record says something else"
              : "the record says %s, its numbers say %s".formatted(shown(recorded), replayed));
    }
  }

  private static String shown(JsonNode recorded) {
    return recorded.isMissingNode() ? "nothing" : recorded.toString();
  }

  /** Sections whose digest differs, unless what differs in them is known already. */
  private static void edited(JsonNode report, Map<String, String> differences) {
    Map<String, String> now = RecordDigests.of(report);
    JsonNode recorded = Json.object(report, RecordDigests.KEY);
    recorded
        .properties()
        .forEach(
            digest -> {
              String path = digest.getKey();
              boolean known = differences.keySet().stream().anyMatch(p -> p.startsWith(path));
              if (!known && !digest.getValue().asText().equals(now.get(path))) {
                differences.put(path, "was edited after it was written");
              }
            });
    now.keySet().stream()
        .filter(path -> !recorded.has(path))
        .forEach(path -> differences.put(path, "was added after it was written"));
  }
}
