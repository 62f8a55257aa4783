package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.stats.AreaMoments;
import dev.bckd.stats.Basis;
import dev.bckd.stats.ClusterAreas;
import dev.bckd.stats.ClusterCounts;
import dev.bckd.stats.ClusterPairs;
import dev.bckd.stats.Draws;
import dev.bckd.stats.Ends;
import dev.bckd.stats.MeanPairs;
import dev.bckd.stats.MeanValues;
import dev.bckd.stats.Moments;
import dev.bckd.stats.PairedAreas;
import dev.bckd.stats.PairedCounts;
import dev.bckd.stats.RankedRows;
import dev.bckd.stats.RateCounts;
import dev.bckd.stats.SignedGaps;
import dev.bckd.stats.UnitSums;
import java.util.Optional;
import java.util.stream.IntStream;

/** The numbers that an interval was computed from, as JSON and back, bit for bit. */
final class BasisJson {
  private BasisJson() {}

  static void fill(ObjectNode json, Basis basis) {
    if (basis instanceof RateCounts counts) {
      json.put("successes", counts.successes()).put("trials", counts.trials());
    } else if (basis instanceof PairedCounts counts) {
      json.put("onlyFirst", counts.onlyFirst()).put("onlySecond", counts.onlySecond());
      json.put("trials", counts.trials());
    } else if (basis instanceof RankedRows rows) {
      fill(json, rows);
    } else if (basis instanceof ClusterAreas areas) {
      fill(json, areas.rows());
      json.put("values", Packed.doubles(areas.units(), areas::value));
    } else if (basis instanceof ClusterCounts counts) {
      ClusterJson.fill(json, counts);
    } else if (basis instanceof ClusterPairs pairs) {
      ClusterJson.fill(json, pairs);
    } else if (basis instanceof MeanPairs pairs) {
      ClusterJson.fill(json, pairs);
    } else if (basis instanceof MeanValues values) {
      ClusterJson.fill(json, values);
    } else if (basis instanceof SignedGaps gaps) {
      GapsJson.fill(json, gaps);
    } else if (basis instanceof UnitSums sums) {
      fill(json, sums);
    }
  }

  private static void fill(ObjectNode json, RankedRows rows) {
    fill(json.putObject("positives"), rows.positives());
    fill(json.putObject("negatives"), rows.negatives());
    if (rows instanceof PairedAreas areas) {
      json.put("changes", areas.changes()).put("area", areas.area());
    }
  }

  private static void fill(ObjectNode json, Moments moments) {
    json.put("count", moments.count());
    json.put("mean", moments.mean());
    json.put("squares", moments.squares());
  }

  private static void fill(ObjectNode json, UnitSums sums) {
    FormulaJson.fill(json.putObject("formula"), sums.formula());
    json.put("units", Packed.ints(sums.size(), sums::unit));
    for (int k = 0; k < sums.formula().width(); k++) {
      int index = k;
      json.withArray("sums").add(Packed.doubles(sums.size(), unit -> sums.sum(index, unit)));
    }
  }

  /**
   * Reads what was written.
   *
   * @param draws of the suite; empty where nothing was resampled
   */
  static Basis read(JsonNode json, String method, Optional<Draws> draws) {
    if (json.has("successes")) {
      return new RateCounts(method, Json.whole(json, "successes"), Json.whole(json, "trials"));
    }
    if (json.has("onlyFirst")) {
      return new PairedCounts(
          method,
          Json.whole(json, "onlyFirst"),
          Json.whole(json, "onlySecond"),
          Json.whole(json, "trials"));
    }
    if (json.has("positives")) {
      RankedRows rows = rows(json);
      return json.has("values")
          ? ClusterAreas.of(method, Packed.doubles(Json.text(json, "values")), rows)
          : rows.as(method);
    }
    if (json.has("hits")) {
      return ClusterJson.counts(json).as(method);
    }
    if (json.has("values")) {
      return ClusterJson.values(json, method);
    }
    if (json.has("weights")) {
      return ClusterJson.means(json, method);
    }
    if (json.has("nets")) {
      return ClusterJson.pairs(json).as(method);
    }
    if (json.has("totals")) {
      return GapsJson.read(json, method);
    }
    return sums(json, method, draws.orElseThrow(() -> Json.missing("draws")));
  }

  private static RankedRows rows(JsonNode json) {
    Moments positives = moments(Json.object(json, "positives"));
    Moments negatives = moments(Json.object(json, "negatives"));
    return json.has("changes")
        ? new PairedAreas(
            positives,
            negatives,
            Json.number(json, "changes"),
            Json.number(json, "area"),
            Ends.NEITHER)
        : new AreaMoments(positives, negatives, Ends.NEITHER);
  }

  private static Moments moments(JsonNode json) {
    return new Moments(
        Json.whole(json, "count"), Json.number(json, "mean"), Json.number(json, "squares"));
  }

  private static UnitSums sums(JsonNode json, String method, Draws draws) {
    int[] units = Packed.ints(Json.text(json, "units"));
    if (IntStream.of(units).anyMatch(unit -> unit < 0 || unit >= draws.units())) {
      throw Json.wrong("units", "numbers of the suite's units");
    }
    JsonNode packed = Json.array(json, "sums");
    double[][] sums = new double[packed.size()][];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = Packed.doubles(packed.get(k).asText());
      if (sums[k].length != units.length) {
        throw Json.wrong("sums", "one number for each unit");
      }
    }
    return new UnitSums(
        method, FormulaJson.read(Json.object(json, "formula"), sums.length), draws, units, sums);
  }
}
