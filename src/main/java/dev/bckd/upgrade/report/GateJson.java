package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.gates.Band;
import dev.bckd.gates.Bound;
import dev.bckd.gates.Ceiling;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.Floor;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.Rule;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.Severity;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One verdict of one gate with all it follows from, as JSON and back. */
final class GateJson {
  private GateJson() {}

  static void fill(ObjectNode json, String suite, GateResult result, DrawsJson draws) {
    json.put("metric", result.gate().metric());
    json.put("slice", result.slice().orElse(null));
    json.put("candidate", result.judged().label());
    json.put("verdict", result.verdict().label());
    result.verdict().measurement().ifPresent(measured -> measurement(json, measured));
    result
        .gate()
        .limit()
        .fold(
            atMost -> json.put("kind", "at-most"),
            atLeast -> json.put("kind", "at-least"),
            between -> json.put("kind", "between"),
            other -> json.put("kind", "no-worse-than").put("reference", other.reference().label()));
    json.put("severity", result.gate().severity().label());
    json.put("reason", Decisions.inWords(suite, result));
    because(result.verdict()).ifPresent(because -> json.put("because", because));
    result
        .adjustedPValue()
        .ifPresent(p -> json.put("adjustedPValue", p).put("finding", result.finding()));
    rule(json, result.rule());
    result
        .verdict()
        .measurement()
        .ifPresent(measured -> basis(json.putObject("basis"), measured, draws));
  }

  private static void measurement(ObjectNode json, Measurement measured) {
    json.put("estimate", measured.interval().estimate());
    json.put("low", measured.interval().low());
    json.put("high", measured.interval().high());
    json.put("limit", measured.limit());
    json.put("samples", measured.samples());
    json.put("method", measured.method());
  }

  private static void basis(ObjectNode json, Measurement measured, DrawsJson draws) {
    draws.of(measured.basis()).ifPresent(number -> json.put("draws", number));
    BasisJson.fill(json, measured.basis());
  }

  private static Optional<String> because(Verdict verdict) {
    return verdict.fold(
        passed -> Optional.empty(),
        failed -> Optional.empty(),
        inconclusive -> Optional.of(inconclusive.reason()),
        notApplicable -> Optional.of(notApplicable.reason()));
  }

  private static void rule(ObjectNode json, Rule rule) {
    json.put("confidence", rule.confidence()).put("minSamples", rule.minSamples());
    ObjectNode bound = json.putObject("bound");
    if (rule.bound() instanceof Floor floor) {
      bound.put("min", floor.min());
    } else if (rule.bound() instanceof Ceiling ceiling) {
      bound.put("max", ceiling.max());
    } else if (rule.bound() instanceof Band band) {
      bound.put("min", band.floor().min()).put("max", band.ceiling().max());
    }
  }

  /**
   * The result that the recorded numbers lead to, whatever verdict was recorded.
   *
   * @param where where the gate is, for messages
   */
  static GateResult replayed(JsonNode json, String where, DrawsJson draws) {
    Rule rule =
        new Rule(
            bound(Json.object(json, "bound")),
            Json.number(json, "confidence"),
            (int) Json.whole(json, "minSamples"));
    Optional<String> slice =
        json.path("slice").isTextual() ? Optional.of(Json.text(json, "slice")) : Optional.empty();
    GateSpec spec =
        new GateSpec(
            Json.text(json, "metric"),
            limit(json, rule.bound()),
            List.of(),
            constant(Severity.class, json, "severity"),
            where);
    return new GateResult(
        spec, slice, constant(Role.class, json, "candidate"), rule, verdict(json, rule, draws));
  }

  private static Verdict verdict(JsonNode json, Rule rule, DrawsJson draws) {
    if (json.has("basis")) {
      JsonNode basis = Json.object(json, "basis");
      return rule.verdict(
          BasisJson.read(basis, Json.text(json, "method"), draws.named(basis)),
          Json.whole(json, "samples"));
    }
    String because = json.path("because").asText("there is no evidence");
    return json.path("verdict").asText().equals("NOT_APPLICABLE")
        ? new Verdict.NotApplicable(because)
        : new Verdict.Inconclusive(Optional.empty(), because);
  }

  private static Bound bound(JsonNode json) {
    boolean floor = json.has("min");
    if (floor && json.has("max")) {
      return new Band(new Floor(Json.number(json, "min")), new Ceiling(Json.number(json, "max")));
    }
    return floor ? new Floor(Json.number(json, "min")) : new Ceiling(Json.number(json, "max"));
  }

  private static Limit limit(JsonNode json, Bound bound) {
    if (bound instanceof Band band) {
      return new Limit.Between(band.floor().min(), band.ceiling().max());
    }
    if (json.has("reference")) {
      return new Limit.NoWorseThan(
          constant(Role.class, json, "reference"), Math.abs(bound.limit(0)));
    }
    return bound instanceof Floor floor
        ? new Limit.AtLeast(floor.min())
        : new Limit.AtMost(bound.limit(0));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode json, String key) {
    String name = Json.text(json, key);
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Json.wrong(key, "one of " + List.of(type.getEnumConstants()));
    }
  }
}
