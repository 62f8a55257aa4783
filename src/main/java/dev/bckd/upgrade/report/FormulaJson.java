package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.stats.Formula;

/** What sums amount to, as JSON and back. */
final class FormulaJson {
  private FormulaJson() {}

  static void fill(ObjectNode json, Formula formula) {
    if (formula instanceof Formula.Ratio) {
      json.put("kind", "ratio");
    } else if (formula instanceof Formula.Area area) {
      json.put("kind", "area").put("area", area.area());
    } else if (formula instanceof Formula.MeanGap gap) {
      json.put("kind", "mean-gap").put("bins", gap.bins());
    } else if (formula instanceof Formula.Distance distance) {
      json.put("kind", "distance").put("from", distance.from());
      fill(json.putObject("of"), distance.of());
    } else if (formula instanceof Formula.Difference difference) {
      json.put("kind", "difference");
      fill(json.putObject("first"), difference.first());
      fill(json.putObject("second"), difference.second());
    }
  }

  /**
   * Reads what was written.
   *
   * @param width how many sums there are
   */
  static Formula read(JsonNode json, int width) {
    Formula formula = read(json);
    if (formula.width() != width) {
      throw Json.wrong("formula", "one that reads " + width + " sums");
    }
    return formula;
  }

  private static Formula read(JsonNode json) {
    return switch (Json.text(json, "kind")) {
      case "ratio" -> new Formula.Ratio();
      case "area" -> new Formula.Area(Json.number(json, "area"));
      case "mean-gap" -> new Formula.MeanGap((int) Json.whole(json, "bins"));
      case "distance" ->
          new Formula.Distance(read(Json.object(json, "of")), Json.number(json, "from"));
      case "difference" ->
          new Formula.Difference(
              read(Json.object(json, "first")), read(Json.object(json, "second")));
      default -> throw Json.wrong("kind", "ratio, area, mean-gap, distance or difference");
    };
  }
}
