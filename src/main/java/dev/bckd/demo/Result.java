package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** What the demo prints at its end. */
final class Result {
  private final Service service;
  private final PrintStream out;

  Result(Service service, PrintStream out) {
    this.service = service;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @param seen the upgrade in each state it was seen in, the end last
   */
  void print(List<JsonNode> seen, TrafficCount traffic) throws IOException, InterruptedException {
    JsonNode end = seen.get(seen.size() - 1);
    out.println();
    out.println(end.path("state").asText() + "  " + Telling.of(end));
    seen.stream()
        .filter(upgrade -> upgrade.path("state").asText().equals("DISTILLING"))
        .forEach(upgrade -> out.println("  as delivered: " + judgement(upgrade)));
    if (end.path("student").path("version").isTextual()) {
      out.println("  distilled: " + judgement(end));
    }
    String id = end.path("id").asText();
    if (!end.path("decision").asText("").isEmpty()) {
      out.println();
      ReportTable.of(service.report(id)).forEach(out::println);
    }
    out.println();
    out.println(told(traffic));
    out.println();
    lookNext(id).forEach(out::println);
    out.flush();
  }

  private static String judgement(JsonNode upgrade) {
    return upgrade.path("decision").asText("") + ", " + upgrade.path("reason").asText("");
  }

  /** The live requests in one line; and what was wrong with the first that failed in another. */
  static String told(TrafficCount traffic) {
    String versions =
        traffic.answered().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " by version " + entry.getKey())
            .collect(Collectors.joining(", "));
    String line =
        "live requests: %d answered (%s), %d failed"
            .formatted(traffic.answers(), versions, traffic.failed());
    return traffic.firstFailure().map(what -> line + "\n  first failure: " + what).orElse(line);
  }

  private List<String> lookNext(String id) {
    String upgrade = "/api/v1/upgrades/" + id;
    return List.of(
        "upgrade  " + service.at(upgrade),
        "report   " + service.at(upgrade + "/report"),
        "metrics  " + service.at("/q/metrics"));
  }
}
