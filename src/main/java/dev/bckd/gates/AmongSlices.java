package dev.bckd.gates;

import dev.bckd.stats.Holm;
import java.util.ArrayList;
import java.util.List;

/**
 * What one gate says of several slices, each with the p-value that it has among them all. To pass,
 * all must pass, which needs no correction; to name a culprit among many is a claim that chance can
 * make.
 */
final class AmongSlices {
  private AmongSlices() {}

  static List<GateResult> adjusted(List<GateResult> results) {
    List<GateResult> measured =
        results.stream().filter(result -> result.verdict().measurement().isPresent()).toList();
    if (results.size() < 2) {
      return results;
    }
    double[] adjusted = Holm.adjusted(measured.stream().mapToDouble(AmongSlices::pValue).toArray());
    List<GateResult> all = new ArrayList<>(results);
    for (int i = 0; i < adjusted.length; i++) {
      all.set(results.indexOf(measured.get(i)), measured.get(i).adjusted(adjusted[i]));
    }
    return all;
  }

  private static double pValue(GateResult result) {
    return result.verdict().measurement().stream()
        .mapToDouble(
            measured ->
                result.rule().bound().pValue(measured.interval(), result.rule().confidence()))
        .findFirst()
        .orElseThrow();
  }
}
