package dev.bckd.cli;

import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.SelfTest;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.upgrade.SelfTestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A self-test as lines for a terminal.
 *
 * @param report what to say
 */
record SelfTestText(SelfTestReport report) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("The teacher against itself: every gate that can be applied must pass.");
    report.itself().forEach(suite -> verdicts(suite, lines));
    lines.add("");
    lines.add("Its answers given to other rows by chance: must be rejected.");
    report.permuted().forEach(suite -> verdicts(suite, lines));
    lines.add("");
    lines.add("Wrong answers put in until a gate's figure is at twice its limit: it must fail.");
    for (SelfTest.Response response : report.responses()) {
      lines.add(
          response
              .twice()
              .map(gate -> line(response.suite(), gate))
              .orElse("  no wrong answers bring it there: " + name(response)));
    }
    lines.add("");
    lines.add(
        "How often of %d resamples, with the figure at so many times the limit:"
            .formatted(SelfTest.RESAMPLES));
    lines.add("  %5s %8s %8s %13s".formatted("times", "PASSED", "FAILED", "INCONCLUSIVE"));
    for (SelfTest.Response response : report.responses()) {
      lines.add("  " + name(response));
      response.tallies().forEach(tally -> lines.add(line(tally)));
    }
    lines.add("");
    List<String> problems = report.problems();
    lines.add(problems.isEmpty() ? "The gates can tell right from wrong." : "What is wrong:");
    problems.forEach(problem -> lines.add("  " + problem));
    return lines;
  }

  private static void verdicts(SuiteJudgement suite, List<String> lines) {
    suite.gates().forEach(gate -> lines.add(line(suite.suite(), gate)));
  }

  private static String line(String suite, GateResult gate) {
    return String.format(
        Locale.ROOT, "  %-14s %s", gate.verdict().label(), Decisions.inWords(suite, gate));
  }

  private static String name(SelfTest.Response response) {
    return response.suite()
        + response.gate().slice().map(slice -> ", " + slice).orElse("")
        + ": "
        + Decisions.measured(response.gate());
  }

  private static String line(SelfTest.Tally tally) {
    return String.format(
        Locale.ROOT,
        "  %5.1f %8d %8d %13d",
        tally.times(),
        tally.passed(),
        tally.failed(),
        tally.inconclusive());
  }
}
