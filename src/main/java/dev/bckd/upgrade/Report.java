package dev.bckd.upgrade;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Conclusion;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an upgrade was decided as it was.
 *
 * @param model the model's name
 * @param conclusion the decision and the gate that brought it about
 * @param judged which model the gates judged
 * @param policy digest of the policy and its suites
 * @param models the versions examined, by the part each plays; no teacher: a first deployment
 * @param delivered the earlier judgement of the incoming model as it is; empty where there is none
 * @param suites every metric and every verdict
 * @param training how the distillation went; empty where nothing is distilled
 */
public record Report(
    String model,
    Conclusion conclusion,
    Role judged,
    Digest policy,
    Map<Role, Served> models,
    Optional<Conclusion> delivered,
    List<SuiteJudgement> suites,
    Optional<Training> training) {
  public Report {
    models = Collections.unmodifiableMap(new EnumMap<>(models));
    suites = List.copyOf(suites);
  }

  static Report of(
      Upgrade upgrade,
      Map<Role, Served> models,
      Role judged,
      Conclusion conclusion,
      List<SuiteJudgement> suites) {
    Step.Fetched fetched = upgrade.fetched().orElseThrow();
    return new Report(
        upgrade.version().model(),
        conclusion,
        judged,
        fetched.policy(),
        models,
        upgrade.delivered().map(step -> new Conclusion(step.decision(), step.reason())),
        suites,
        upgrade.distilled().map(Step.Distilled::training));
  }
}
