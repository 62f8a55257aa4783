package dev.bckd.gates;

import dev.bckd.policy.Limit;
import dev.bckd.policy.Severity;
import dev.bckd.stats.Interval;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Draws the conclusion from all suites. Every blocking gate must pass, an intersection-union test,
 * so that passing needs no correction for the number of gates.
 */
public final class Decisions {
  private Decisions() {}

  /** The decision, with the first gate that brought it about. */
  public static Conclusion of(List<SuiteJudgement> suites) {
    return first(suites, v -> v.fold(p -> false, f -> true, i -> false, n -> false))
        .map(reason -> new Conclusion(Decision.REJECT, reason))
        .or(
            () ->
                first(suites, v -> v.fold(p -> false, f -> false, i -> true, n -> false))
                    .map(reason -> new Conclusion(Decision.INCONCLUSIVE, reason)))
        .orElseGet(() -> withoutObjection(suites));
  }

  private static Conclusion withoutObjection(List<SuiteJudgement> suites) {
    long passed =
        suites.stream()
            .flatMap(Decisions::blocking)
            .filter(r -> r.verdict().fold(p -> true, f -> false, i -> false, n -> false))
            .count();
    if (passed == 0) {
      return new Conclusion(Decision.INCONCLUSIVE, "no blocking gate could be applied");
    }
    return new Conclusion(
        Decision.PROMOTE,
        passed == 1 ? "the one blocking gate passed" : "all " + passed + " blocking gates passed");
  }

  private static Stream<GateResult> blocking(SuiteJudgement suite) {
    return suite.gates().stream().filter(result -> result.gate().severity() == Severity.BLOCKING);
  }

  private static Optional<String> first(
      List<SuiteJudgement> suites, Function<Verdict, Boolean> wanted) {
    return suites.stream()
        .flatMap(
            suite ->
                blocking(suite)
                    .filter(result -> wanted.apply(result.verdict()))
                    .map(result -> inWords(suite.suite(), result)))
        .findFirst();
  }

  /**
   * One result in words, such as {@code old-tasks: negative-flip-rate 0.0749 [0.0701, 0.0799]
   * exceeds 0.035}.
   *
   * @param suite the suite's name
   */
  public static String inWords(String suite, GateResult result) {
    String subject =
        suite + result.slice().map(slice -> ", " + slice).orElse("") + ": " + measured(result);
    return subject
        + result
            .verdict()
            .fold(
                passed -> numbers(passed.measured()) + " keeps " + limit(passed.measured()),
                failed -> numbers(failed.measured()) + broken(failed.measured()),
                inconclusive ->
                    inconclusive.measured().map(Decisions::undecided).orElse("")
                        + " ("
                        + inconclusive.reason()
                        + ")",
                notApplicable -> " (" + notApplicable.reason() + ")");
  }

  /** What a gate measures, in words. */
  public static String measured(GateResult result) {
    String metric = result.gate().metric();
    return result
        .gate()
        .limit()
        .fold(
            atMost -> metric,
            atLeast -> metric,
            between -> metric,
            (Limit.NoWorseThan other) -> metric + " minus the " + other.reference().label() + "'s");
  }

  private static String undecided(Measurement measured) {
    return numbers(measured) + " against " + limit(measured);
  }

  private static String broken(Measurement measured) {
    return (measured.interval().low() > measured.limit() ? " exceeds " : " is below ")
        + limit(measured);
  }

  private static String numbers(Measurement measured) {
    Interval interval = measured.interval();
    return String.format(
        Locale.ROOT, " %.4f [%.4f, %.4f]", interval.estimate(), interval.low(), interval.high());
  }

  private static String limit(Measurement measured) {
    return Double.toString(measured.limit());
  }
}
