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
    standing
        .differences()
        .forEach(one -> add(differences, one.rows(), one.metric(), one.estimate()));
    ArrayNode qualities = json.putArray("qualities");
    standing.qualities().forEach(one -> add(qualities, one.rows(), one.metric(), one.estimate()));
    json.put("logLoss", standing.logLoss());
    json.put("expectedCalibrationError", standing.calibrationError());
    json.put("qualifies", point.qualifies());
    json.put("chosen", point.chosen());
    json.put("stoppedEarly", point.stoppedEarly());
  }

  private static void add(ArrayNode json, String rows, String metric, Estimate estimate) {
    ObjectNode one = json.addObject().put("rows", rows).put("metric", metric);
    one.put("estimate", estimate.interval().estimate());
    interval(one, estimate);
  }

  private static void interval(ObjectNode json, Estimate estimate) {
    json.put("low", estimate.interval().low());
    json.put("high", estimate.interval().high());
    json.put("method", estimate.method());
  }
}
