package dev.bckd.upgrade;

import static dev.bckd.upgrade.UpgradeState.ABORTED;
import static dev.bckd.upgrade.UpgradeState.DISTILLING;
import static dev.bckd.upgrade.UpgradeState.FAILED;
import static dev.bckd.upgrade.UpgradeState.FETCHING;
import static dev.bckd.upgrade.UpgradeState.HELD;
import static dev.bckd.upgrade.UpgradeState.JUDGING;
import static dev.bckd.upgrade.UpgradeState.PROMOTED;
import static dev.bckd.upgrade.UpgradeState.RECEIVED;
import static dev.bckd.upgrade.UpgradeState.REJECTED;
import static dev.bckd.upgrade.UpgradeState.ROLLING_OUT;

import dev.bckd.gates.Decision;
import dev.bckd.model.Role;
import dev.bckd.policy.When;

/**
 * Which state follows which, a pure function.
 *
 * <table>
 *   <caption>state, step, next state; a pair that is not listed is illegal</caption>
 *   <tr><td>RECEIVED</td><td>Started</td><td>FETCHING</td></tr>
 *   <tr><td>FETCHING</td><td>Fetched, to distil first</td><td>DISTILLING</td></tr>
 *   <tr><td>FETCHING</td><td>Fetched, to judge first</td><td>JUDGING</td></tr>
 *   <tr><td>FETCHING</td><td>AlreadyDeployed</td><td>ABORTED</td></tr>
 *   <tr><td>DISTILLING</td><td>Distilled</td><td>JUDGING</td></tr>
 *   <tr><td>JUDGING</td><td>Judged PROMOTE, there is a teacher</td><td>ROLLING_OUT</td></tr>
 *   <tr><td>JUDGING</td><td>Judged PROMOTE, a first deployment</td><td>HELD</td></tr>
 *   <tr><td>JUDGING</td><td>Judged otherwise, incoming, {@code on-regression}</td><td>DISTILLING</td></tr>
 *   <tr><td>JUDGING</td><td>Judged REJECT</td><td>REJECTED</td></tr>
 *   <tr><td>JUDGING</td><td>Judged INCONCLUSIVE</td><td>REJECTED or HELD, as the policy says</td></tr>
 *   <tr><td>ROLLING_OUT</td><td>RolledOut</td><td>PROMOTED</td></tr>
 *   <tr><td>any that has not ended</td><td>Failed</td><td>FAILED</td></tr>
 * </table>
 */
final class Transitions {
  private Transitions() {}

  static UpgradeState after(Upgrade upgrade, Step step) {
    UpgradeState state = upgrade.state();
    if (step instanceof Step.Failed && !state.ended()) {
      return FAILED;
    }
    if (step instanceof Step.Started && state == RECEIVED) {
      return FETCHING;
    }
    if (step instanceof Step.Fetched fetched && state == FETCHING) {
      return fetched.when() == When.ALWAYS && fetched.teacher().isPresent() ? DISTILLING : JUDGING;
    }
    if (step instanceof Step.AlreadyDeployed && state == FETCHING) {
      return ABORTED;
    }
    if (step instanceof Step.Distilled && state == DISTILLING) {
      return JUDGING;
    }
    if (step instanceof Step.Judged judged && state == JUDGING) {
      return afterJudgement(upgrade, judged);
    }
    if (step instanceof Step.RolledOut && state == ROLLING_OUT) {
      return PROMOTED;
    }
    throw new IllegalStateException(
        step.getClass().getSimpleName()
            + " is not legal for upgrade "
            + upgrade.id()
            + " in "
            + state);
  }

  private static UpgradeState afterJudgement(Upgrade upgrade, Step.Judged judged) {
    if (judged.decision() == Decision.PROMOTE) {
      return upgrade.isFirstDeployment() ? HELD : ROLLING_OUT;
    }
    if (judged.judged() == Role.INCOMING && upgrade.distilsOnRegression()) {
      return DISTILLING;
    }
    return judged.decision() == Decision.INCONCLUSIVE && upgrade.holdsWhenInconclusive()
        ? HELD
        : REJECTED;
  }
}
