package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** What the state of an upgrade means, in words. */
final class Telling {
  private Telling() {}

  /**
   * One line about an upgrade that has just come into its state.
   *
   * @param upgrade as {@code GET /api/v1/upgrades/{id}} shows it
   */
  static String of(JsonNode upgrade) {
    String version = upgrade.path("version").asText("");
    String student = upgrade.path("student").path("version").asText("");
    String reason = upgrade.path("reason").asText("");
    String decision = upgrade.path("decision").asText("");
    return switch (upgrade.path("state").asText("")) {
      case "RECEIVED" -> "the event of version " + version + " is recorded";
      case "FETCHING" -> "reading and checking both versions";
      case "JUDGING" ->
          student.isEmpty()
              ? "judging version " + version + " as delivered"
              : "judging the student, " + student;
      case "DISTILLING" -> "as delivered: " + decision + ", " + reason + "; distilling";
      case "ROLLING_OUT" -> decision + ", " + reason + "; moving the traffic";
      case "PROMOTED" -> "all traffic is on " + (student.isEmpty() ? version : student);
      default -> reason;
    };
  }
}
