package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.OtherTraining;
import dev.bckd.distillation.Training;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.Served;
import java.util.List;

/** {@code report.json} (contract, section 5). */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  static String of(Report report) {
    return json(report).toPrettyString();
  }

  private static ObjectNode json(Report report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("apiVersion", "bckd.dev/v1").put("kind", "UpgradeReport").put("model", report.model());
    json.put("decision", report.conclusion().decision().name());
    json.put("reason", report.conclusion().reason());
    json.put("judged", report.judged().label());
    json.putObject("policy").put("sha256", report.policy().sha256());
    report.models().forEach((role, version) -> served(json.putObject(role.label()), version));
    report
        .delivered()
        .ifPresent(
            delivered ->
                json.putObject("asDelivered")
                    .put("decision", delivered.decision().name())
                    .put("reason", delivered.reason()));
    ArrayNode suites = json.putArray("suites");
    for (SuiteJudgement suite : report.suites()) {
      SuiteJson.fill(suites.addObject(), suite, report.judged());
    }
    report.training().ifPresent(training -> training(json.putObject("distillation"), training));
    RecordDigests.fill(json);
    return json;
  }

  private static void served(ObjectNode json, Served served) {
    json.put("version", served.version());
    json.put("uri", served.uri().toString());
    json.put("sha256", served.digest().sha256());
  }

  private static void training(ObjectNode json, Training training) {
    json.put("recipe", training.recipe());
    json.put("epochs", training.epochs());
    json.put("seconds", training.seconds());
    json.put("samplesSeen", training.samplesSeen());
    json.put("device", training.device());
    json.put("budgetReached", training.budgetReached());
    losses(json.putArray("losses"), training.losses());
    ArrayNode others = json.putArray("others");
    for (OtherTraining other : training.others()) {
      losses(others.addObject().put("recipe", other.recipe()).putArray("losses"), other.losses());
    }
    ArrayNode front = json.putArray("front");
    training.front().forEach(point -> FrontJson.fill(front.addObject(), point));
    ArrayNode notes = json.putArray("notes");
    training.notes().forEach(notes::add);
  }

  private static void losses(ArrayNode json, List<EpochLoss> losses) {
    for (EpochLoss loss : losses) {
      json.addObject()
          .put("epoch", loss.epoch())
          .put("term", loss.term())
          .put("value", loss.value())
          .put("share", loss.share())
          .put("gradientNorm", loss.gradientNorm());
    }
  }
}
