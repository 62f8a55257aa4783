package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.distillation.FrontPoint;
import dev.bckd.distillation.Standing;
import dev.bckd.stats.Estimate;

/** A student that a search looked at, as JSON. */
final class FrontJson {
  private FrontJson() {}

  static void fill(ObjectNode json, FrontPoint point) {
    Standing standing = point.standing();
    json.put("recipe", point.recipe());
    json.put("alpha", point.alpha());
    json.put("interpolation", point.interpolation());
    json.put("negativeFlipRate", standing.negativeFlips().interval().estimate());
    interval(json, standing.negativeFlips());
    ArrayNode differences = json.putArray("differences");
    for (Standing.Difference difference : standing.differences()) {
      ObjectNode one = differences.addObject();
      one.put("rows", difference.rows());
      one.put("metric", difference.metric());
      one.put("estimate", difference.estimate().interval().estimate());
      interval(one, difference.estimate());
    }
    json.put("logLoss", standing.logLoss());
    json.put("expectedCalibrationError", standing.calibrationError());
    json.put("qualifies", point.qualifies());
    json.put("chosen", point.chosen());
  }

  private static void interval(ObjectNode json, Estimate estimate) {
    json.put("low", estimate.interval().low());
    json.put("high", estimate.interval().high());
    json.put("method", estimate.method());
  }
}
