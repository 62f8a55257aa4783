package dev.bckd.upgrade;

import dev.bckd.gates.Decision;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.SelfTest;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a policy's gates can tell right from wrong.
 *
 * @param itself the teacher judged against itself
 * @param permuted the teacher's answers given to other rows by chance, judged against the teacher
 * @param responses what every gate says of wrong answers
 */
public record SelfTestReport(
    List<SuiteJudgement> itself, List<SuiteJudgement> permuted, List<SelfTest.Response> responses) {

  public SelfTestReport {
    itself = List.copyOf(itself);
    permuted = List.copyOf(permuted);
    responses = List.copyOf(responses);
  }

  /** What a gate does that it must not, a line each; empty: all is as it must be. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (SuiteJudgement suite : itself) {
      suite.gates().stream()
          .filter(gate -> !passes(gate) && !(gate.verdict() instanceof Verdict.NotApplicable))
          .map(gate -> "the teacher does not pass against itself: " + words(suite, gate))
          .forEach(problems::add);
      suite.metrics().stream()
          .filter(metric -> metric.metric().contains("flip"))
          .filter(metric -> metric.values().values().stream().anyMatch(value -> value != 0))
          .map(metric -> suite.suite() + ": the teacher flips against itself: " + metric.metric())
          .forEach(problems::add);
    }
    if (responses.isEmpty()) {
      problems.add("no gate can be applied to a model and its teacher");
    } else if (Decisions.of(permuted).decision() != Decision.REJECT) {
      problems.add("answers given to other rows by chance are not rejected");
    }
    for (SelfTest.Response response : responses) {
      response
          .twice()
          .filter(twice -> !(twice.verdict() instanceof Verdict.Failed))
          .map(twice -> "twice the limit is not caught: " + inWords(response, twice))
          .ifPresent(problems::add);
    }
    return problems;
  }

  private static boolean passes(GateResult gate) {
    return gate.verdict() instanceof Verdict.Passed;
  }

  private static String words(SuiteJudgement suite, GateResult gate) {
    return Decisions.inWords(suite.suite(), gate);
  }

  private static String inWords(SelfTest.Response response, GateResult gate) {
    return gate.verdict().label() + " " + Decisions.inWords(response.suite(), gate);
  }
}
