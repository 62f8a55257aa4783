package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.evaluation.BrokenBehaviour;
import dev.bckd.evaluation.BrokenRow;
import dev.bckd.evaluation.CalibrationCurve;
import dev.bckd.evaluation.Flip;
import dev.bckd.evaluation.FlipTable;
import dev.bckd.evaluation.Flips;
import dev.bckd.evaluation.SuitePicture;
import dev.bckd.model.Role;

/** What the pictures of a suite are drawn from, as JSON. */
final class PictureJson {
  private PictureJson() {}

  /**
   * Adds it to a suite.
   *
   * @param judged whose worst flips they are
   */
  static void fill(ObjectNode json, SuitePicture picture, Role judged) {
    ArrayNode flips = json.putArray("flips");
    picture.flips().forEach(one -> flips(flips.addObject(), one));
    ArrayNode calibration = json.putArray("calibration");
    for (Role role : Role.values()) {
      CalibrationCurve curve = picture.calibration().get(role);
      if (curve != null) {
        calibration(calibration.addObject(), role, curve);
      }
    }
    ArrayNode worst = json.putArray("worstFlips");
    picture.worst().forEach(flip -> flip(worst.addObject(), flip, judged));
    ArrayNode broken = json.putArray("brokenBehaviours");
    picture.broken().forEach(one -> broken(broken.addObject(), one));
    json.put("rowsShown", picture.rowsShown());
  }

  private static void flips(ObjectNode json, Flips flips) {
    json.put("slice", flips.slice().orElse(null));
    json.put("model", flips.model().label());
    json.put("bothRight", flips.table().bothRight());
    json.put("onlyTeacher", flips.table().onlyTeacher());
    json.put("onlyModel", flips.table().onlyModel());
    json.put("neither", flips.table().neither());
    FlipTable.Shares shares = flips.table().shares();
    json.putObject("shares")
        .put("bothRight", shares.bothRight())
        .put("onlyTeacher", shares.onlyTeacher())
        .put("onlyModel", shares.onlyModel())
        .put("neither", shares.neither());
    flips.mcNemar().ifPresent(p -> json.put("mcNemarPValue", p));
  }

  private static void calibration(ObjectNode json, Role role, CalibrationCurve curve) {
    json.put("model", role.label());
    ArrayNode bins = json.putArray("bins");
    for (CalibrationCurve.Bin bin : curve.bins()) {
      bins.addObject()
          .put("confidence", bin.confidence())
          .put("right", bin.right())
          .put("samples", bin.samples());
    }
  }

  private static void flip(ObjectNode json, Flip flip, Role judged) {
    json.put("row", flip.row());
    flip.id().ifPresent(id -> json.put("id", id));
    flip.label().ifPresent(label -> json.put("label", label));
    answer(json.putObject(Role.TEACHER.label()), flip.teacher());
    answer(json.putObject(judged.label()), flip.model());
    ObjectNode columns = json.putObject("columns");
    flip.columns().forEach(columns::put);
  }

  private static void broken(ObjectNode json, BrokenBehaviour broken) {
    json.put("behaviour", broken.name());
    ArrayNode change = json.putArray("change");
    broken.change().forEach(change::add);
    ArrayNode rows = json.putArray("rows");
    for (BrokenRow row : broken.rows()) {
      ObjectNode one = rows.addObject().put("row", row.row());
      row.id().ifPresent(id -> one.put("id", id));
      row.label().ifPresent(label -> one.put("label", label));
      row.before().ifPresent(before -> answer(one.putObject("before"), before));
      answer(one.putObject("after"), row.after());
      ObjectNode columns = one.putObject("columns");
      row.columns().forEach(columns::put);
    }
  }

  private static void answer(ObjectNode json, Flip.Answer answer) {
    answer
        .probability()
        .ifPresentOrElse(
            probability -> json.put("answer", answer.value()).put("probability", probability),
            () -> json.put("place", answer.value()));
  }
}
