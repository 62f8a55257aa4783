package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The digest of every section of a record: what a hand edited shows by name. They guard against
 * slips, not against a forger, who can write new ones.
 */
final class RecordDigests {

  /** The key they stand under. */
  static final String KEY = "digests";

  private RecordDigests() {}

  static void fill(ObjectNode report) {
    Map<String, String> digests = of(report);
    ObjectNode json = report.putObject(KEY);
    digests.forEach(json::put);
  }

  /** By path: each key of the report, and of each of its suites. */
  static Map<String, String> of(JsonNode report) {
    Map<String, String> digests = new LinkedHashMap<>();
    report
        .properties()
        .forEach(
            section -> {
              if (!section.getKey().equals(KEY) && !section.getKey().equals("suites")) {
                digests.put("/" + section.getKey(), digest(section.getValue()));
              }
            });
    JsonNode suites = report.path("suites");
    for (int i = 0; i < suites.size(); i++) {
      String path = "/suites/" + i + "/";
      suites
          .get(i)
          .properties()
          .forEach(section -> digests.put(path + section.getKey(), digest(section.getValue())));
    }
    return digests;
  }

  private static String digest(JsonNode section) {
    return Digest.of(section.toString().getBytes(StandardCharsets.UTF_8)).sha256();
  }
}
