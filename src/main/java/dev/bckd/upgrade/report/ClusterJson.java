package dev.bckd.upgrade.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.stats.ClusterCounts;
import dev.bckd.stats.ClusterPairs;
import dev.bckd.stats.MeanPairs;
import dev.bckd.stats.MeanValues;
import java.util.function.IntToDoubleFunction;

/**
 * Sums of every unit as JSON and back, bit for bit: whole numbers where rows count alike, with a
 * third sum where they have weights.
 */
final class ClusterJson {
  private ClusterJson() {}

  static void fill(ObjectNode json, ClusterCounts counts) {
    if (counts.weighted()) {
      put(json, "hits", counts.size(), counts::hits);
      put(json, "trials", counts.size(), counts::trials);
      put(json, "squares", counts.size(), counts::squares);
    } else {
      json.put("hits", Packed.ints(counts.size(), place -> (int) counts.hits(place)));
      json.put("trials", Packed.ints(counts.size(), place -> (int) counts.trials(place)));
    }
  }

  static void fill(ObjectNode json, ClusterPairs pairs) {
    if (pairs.weighted()) {
      put(json, "nets", pairs.size(), pairs::net);
      put(json, "trials", pairs.size(), pairs::trials);
      put(json, "squares", pairs.size(), pairs::squares);
    } else {
      json.put("nets", Packed.ints(pairs.size(), place -> (int) pairs.net(place)));
      json.put("trials", Packed.ints(pairs.size(), place -> (int) pairs.trials(place)));
    }
  }

  static void fill(ObjectNode json, MeanPairs pairs) {
    put(json, "nets", pairs.units(), pairs::net);
    put(json, "weights", pairs.units(), pairs::weight);
  }

  static void fill(ObjectNode json, MeanValues values) {
    put(json, "values", values.units(), values::sum);
    put(json, "weights", values.units(), values::weight);
  }

  private static void put(ObjectNode json, String name, int size, IntToDoubleFunction sum) {
    json.put(name, Packed.doubles(size, sum));
  }

  static ClusterCounts counts(JsonNode json) {
    try {
      return json.has("squares")
          ? new ClusterCounts(sums(json, "hits"), sums(json, "trials"), sums(json, "squares"))
          : new ClusterCounts(counts(json, "hits"), counts(json, "trials"));
    } catch (IllegalArgumentException e) {
      throw Json.wrong("hits", "some of the trials of two units or more, not " + e.getMessage());
    }
  }

  static ClusterPairs pairs(JsonNode json) {
    try {
      return json.has("squares")
          ? new ClusterPairs(sums(json, "nets"), sums(json, "trials"), sums(json, "squares"))
          : new ClusterPairs(counts(json, "nets"), counts(json, "trials"));
    } catch (IllegalArgumentException e) {
      throw Json.wrong("nets", "some of the trials of two units or more, not " + e.getMessage());
    }
  }

  static MeanPairs means(JsonNode json, String method) {
    try {
      return new MeanPairs(method, sums(json, "nets"), sums(json, "weights"));
    } catch (IllegalArgumentException e) {
      throw Json.wrong("nets", "changes of two units or more with weights, not " + e.getMessage());
    }
  }

  static MeanValues values(JsonNode json, String method) {
    try {
      return new MeanValues(method, sums(json, "values"), sums(json, "weights"));
    } catch (IllegalArgumentException e) {
      throw Json.wrong("values", "sums of two units or more with weights, not " + e.getMessage());
    }
  }

  private static int[] counts(JsonNode json, String name) {
    return Packed.ints(Json.text(json, name));
  }

  private static double[] sums(JsonNode json, String name) {
    return Packed.doubles(Json.text(json, name));
  }
}
