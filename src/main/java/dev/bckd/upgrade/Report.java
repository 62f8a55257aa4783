package dev.bckd.upgrade;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Conclusion;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import java.util.List;
import java.util.Optional;

/**
 * Why an upgrade was decided as it was.
 *
 * @param model the model's name
 * @param conclusion the decision and the gate that brought it about
 * @param judged which model the gates judged
 * @param policy digest of the policy and its suites
 * @param teacher the deployed version; empty: a first deployment
 * @param incoming the announced version
 * @param student what was distilled; empty where nothing is
 * @param delivered the earlier judgement of the incoming model as it is; empty where there is none
 * @param suites every metric and every verdict
 * @param training how the distillation went; empty where nothing is distilled
 */
public record Report(
    String model,
    Conclusion conclusion,
    Role judged,
    Digest policy,
    Optional<Served> teacher,
    Served incoming,
    Optional<Served> student,
    Optional<Conclusion> delivered,
    List<SuiteJudgement> suites,
    Optional<Training> training) {
  public Report {
    suites = List.copyOf(suites);
  }

  static Report of(
      Upgrade upgrade, Role judged, Conclusion conclusion, List<SuiteJudgement> suites) {
    Step.Fetched fetched = upgrade.fetched().orElseThrow();
    return new Report(
        upgrade.version().model(),
        conclusion,
        judged,
        fetched.policy(),
        fetched.teacher(),
        fetched.incoming(),
        upgrade.student(),
        upgrade.delivered().map(step -> new Conclusion(step.decision(), step.reason())),
        suites,
        upgrade.distilled().map(Step.Distilled::training));
  }
}
