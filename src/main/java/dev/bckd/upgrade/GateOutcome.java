package dev.bckd.upgrade;

import dev.bckd.gates.GateResult;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What one gate concluded, as meters count it.
 *
 * @param suite the suite's name
 * @param metric the gate's metric
 * @param slice the slice it judged; empty: the whole suite
 * @param verdict the verdict's label
 * @param estimate what it measured, in the metric's unit; empty where it did not measure
 */
public record GateOutcome(
    String suite,
    String metric,
    Optional<String> slice,
    String verdict,
    Optional<Double> estimate) {

  /** Of all gates of some suites. */
  public static List<GateOutcome> of(List<SuiteJudgement> suites) {
    return suites.stream()
        .flatMap(suite -> suite.gates().stream().map(result -> of(suite.suite(), result)))
        .toList();
  }

  private static GateOutcome of(String suite, GateResult result) {
    return new GateOutcome(
        suite,
        result.gate().metric(),
        result.slice(),
        result.verdict().label(),
        measured(result.verdict()).map(measured -> measured.interval().estimate()));
  }

  private static Optional<Measurement> measured(Verdict verdict) {
    return verdict.fold(
        passed -> Optional.of(passed.measured()),
        failed -> Optional.of(failed.measured()),
        Verdict.Inconclusive::measured,
        notApplicable -> Optional.empty());
  }
}
