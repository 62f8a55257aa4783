package dev.bckd.upgrade.report.page;

import dev.bckd.gates.GateResult;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.policy.Severity;
import dev.bckd.stats.Interval;
import dev.bckd.upgrade.Report;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The one gate that decided an upgrade. Where all passed, the one that came closest to its limit.
 *
 * @param suite the suite's name
 * @param result what the gate said
 */
public record DecidingGate(String suite, GateResult result) {
  /** The first blocking gate that failed, else that could not decide, else the closest one. */
  public static Optional<DecidingGate> of(Report report) {
    List<DecidingGate> blocking = blocking(report.suites());
    return first(blocking, v -> v.fold(p -> false, f -> true, i -> false, n -> false))
        .or(() -> first(blocking, v -> v.fold(p -> false, f -> false, i -> true, n -> false)))
        .or(() -> closest(blocking));
  }

  private static List<DecidingGate> blocking(List<SuiteJudgement> suites) {
    return suites.stream()
        .flatMap(
            suite -> suite.gates().stream().map(result -> new DecidingGate(suite.suite(), result)))
        .filter(gate -> gate.result.gate().severity() == Severity.BLOCKING)
        .toList();
  }

  private static Optional<DecidingGate> first(List<DecidingGate> gates, Predicate<Verdict> wanted) {
    return gates.stream().filter(gate -> wanted.test(gate.result.verdict())).findFirst();
  }

  private static Optional<DecidingGate> closest(List<DecidingGate> gates) {
    return gates.stream()
        .filter(gate -> gate.result.verdict().measurement().isPresent())
        .min(Comparator.comparingDouble(DecidingGate::room));
  }

  /** From the nearer end of the interval to the limit, in half widths of the interval. */
  private double room() {
    Measurement measured = result.verdict().measurement().orElseThrow();
    Interval interval = measured.interval();
    double halfWidth = Math.max((interval.high() - interval.low()) / 2, Double.MIN_NORMAL);
    double room =
        Math.min(
            Math.abs(measured.limit() - interval.low()),
            Math.abs(measured.limit() - interval.high()));
    return room / halfWidth;
  }
}
