package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.stats.SignedGaps;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Totals of gaps and their covariance as JSON and back, bit for bit. */
final class GapsJson {
  private GapsJson() {}

  static void fill(ObjectNode json, SignedGaps gaps) {
    int width = gaps.gaps() + 1;
    json.put("size", gaps.units()).put("added", gaps.added());
    json.put("totals", Packed.doubles(width, gaps::total));
    json.put(
        "covariance", Packed.doubles(width * width, at -> gaps.covariance(at / width, at % width)));
    json.put("chance", Packed.doubles(gaps.gaps(), gaps::chance));
  }

  static SignedGaps read(JsonNode json, String method) {
    double[] totals = Packed.doubles(Json.text(json, "totals"));
    double[] covariance = Packed.doubles(Json.text(json, "covariance"));
    int width = totals.length;
    if (covariance.length != width * width) {
      throw Json.wrong("covariance", width * width + " numbers");
    }
    return new SignedGaps(
        method,
        (int) Json.whole(json, "size"),
        (int) Json.whole(json, "added"),
        totals,
        IntStream.range(0, width)
            .mapToObj(row -> Arrays.copyOfRange(covariance, row * width, (row + 1) * width))
            .toArray(double[][]::new),
        Packed.doubles(Json.text(json, "chance")));
  }
}
