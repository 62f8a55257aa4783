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
import static dev.bckd.upgrade.UpgradeState.ROLLED_BACK;
import static dev.bckd.upgrade.UpgradeState.ROLLING_OUT;
import static dev.bckd.upgrade.UpgradeState.SUPERSEDED;

import dev.bckd.gates.Decision;
import dev.bckd.model.Role;
import dev.bckd.policy.Release;
import dev.bckd.policy.When;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The life of an upgrade as a pure function: {@link #decide} says of a state and an event what the
 * next state is and what has to be done. The table is {@link #TRANSITIONS}, read from the top; the
 * first line that fits holds, and what no line fits is illegal.
 *
 * <table>
 *   <caption>state, event, next state</caption>
 *   <tr><td>RECEIVED</td><td>Started</td><td>FETCHING</td></tr>
 *   <tr><td>FETCHING</td><td>Fetched</td><td>DISTILLING or, with nothing to distil first,
 *     JUDGING</td></tr>
 *   <tr><td>FETCHING</td><td>AlreadyDeployed</td><td>ABORTED</td></tr>
 *   <tr><td>DISTILLING</td><td>Distilled</td><td>JUDGING</td></tr>
 *   <tr><td>JUDGING</td><td>Judged</td><td>DISTILLING, REJECTED, ABORTED (a dry run), HELD or
 *     ROLLING_OUT</td></tr>
 *   <tr><td>HELD</td><td>Approved</td><td>ROLLING_OUT</td></tr>
 *   <tr><td>ROLLING_OUT</td><td>RolledOut</td><td>PROMOTED</td></tr>
 *   <tr><td>PROMOTED</td><td>RollBackAsked</td><td>ROLLING_OUT, backwards</td></tr>
 *   <tr><td>ROLLING_OUT, backwards</td><td>RolledBack</td><td>ROLLED_BACK</td></tr>
 *   <tr><td>what can be worked on</td><td>Started, Delayed, WorkerLost, Released</td><td>the
 *     same</td></tr>
 *   <tr><td>ROLLING_OUT</td><td>Frozen</td><td>the same</td></tr>
 *   <tr><td>before the rollout, or frozen</td><td>Superseded, Aborted</td><td>SUPERSEDED,
 *     ABORTED</td></tr>
 *   <tr><td>any that has not ended</td><td>Failed</td><td>FAILED; backwards PROMOTED, as it
 *     was</td></tr>
 *   <tr><td>FAILED, REJECTED, ABORTED</td><td>Retried</td><td>RECEIVED</td></tr>
 * </table>
 */
public final class Lifecycle {
  private static final Set<UpgradeState> BEFORE_ROLLOUT =
      EnumSet.of(RECEIVED, FETCHING, DISTILLING, JUDGING, HELD);
  private static final Set<UpgradeState> WORKED_ON =
      EnumSet.of(FETCHING, DISTILLING, JUDGING, ROLLING_OUT);

  static final List<Transition> TRANSITIONS =
      List.of(
          in(RECEIVED).on(Step.Started.class).to(FETCHING),
          in(FETCHING)
              .on(Step.Fetched.class)
              .when("always distil, there is a teacher", (u, step) -> distilsFirst(step))
              .to(DISTILLING),
          in(FETCHING).on(Step.Fetched.class).to(JUDGING),
          in(FETCHING).on(Step.AlreadyDeployed.class).to(ABORTED),
          in(DISTILLING).on(Step.Distilled.class).to(JUDGING),
          in(JUDGING)
              .on(Step.Judged.class)
              .when(
                  "not PROMOTE, the incoming model, distil on regression",
                  (u, step) -> distilsNow(u, step))
              .to(DISTILLING),
          in(JUDGING)
              .on(Step.Judged.class)
              .when("REJECT", (u, step) -> said(step, Decision.REJECT))
              .to(REJECTED),
          in(JUDGING)
              .on(Step.Judged.class)
              .when("a dry run", (u, step) -> u.release() == Release.NEVER)
              .to(ABORTED),
          in(JUDGING)
              .on(Step.Judged.class)
              .when("a first deployment", (u, step) -> u.isFirstDeployment())
              .to(HELD),
          in(JUDGING)
              .on(Step.Judged.class)
              .when(
                  "INCONCLUSIVE, to be held",
                  (u, step) -> said(step, Decision.INCONCLUSIVE) && u.holdsWhenInconclusive())
              .to(HELD),
          in(JUDGING)
              .on(Step.Judged.class)
              .when("INCONCLUSIVE", (u, step) -> said(step, Decision.INCONCLUSIVE))
              .to(REJECTED),
          in(JUDGING)
              .on(Step.Judged.class)
              .when("PROMOTE, after approval", (u, step) -> u.release() == Release.AFTER_APPROVAL)
              .to(HELD),
          in(JUDGING)
              .on(Step.Judged.class)
              .when("PROMOTE", (u, step) -> said(step, Decision.PROMOTE))
              .to(ROLLING_OUT),
          in(HELD).on(Step.Approved.class).to(ROLLING_OUT),
          in(ROLLING_OUT)
              .on(Step.RolledOut.class)
              .when("forwards", (u, step) -> !u.goingBack())
              .to(PROMOTED),
          in(PROMOTED)
              .on(Step.RollBackAsked.class)
              .when("there is a version before", (u, step) -> !u.isFirstDeployment())
              .to(ROLLING_OUT),
          in(ROLLING_OUT)
              .on(Step.RolledBack.class)
              .when("backwards", (u, step) -> u.goingBack())
              .to(ROLLED_BACK),
          in(ROLLING_OUT).on(Step.Frozen.class).stays(),
          in(WORKED_ON).on(Step.Started.class).stays(),
          in(WORKED_ON).on(Step.Delayed.class).stays(),
          in(WORKED_ON).on(Step.WorkerLost.class).stays(),
          in(WORKED_ON).on(Step.Released.class).stays(),
          in(BEFORE_ROLLOUT).on(Step.Superseded.class).to(SUPERSEDED),
          in(ROLLING_OUT)
              .on(Step.Superseded.class)
              .when("frozen", (u, step) -> u.frozen())
              .to(SUPERSEDED),
          in(BEFORE_ROLLOUT).on(Step.Aborted.class).to(ABORTED),
          in(ROLLING_OUT)
              .on(Step.Aborted.class)
              .when("frozen", (u, step) -> u.frozen())
              .to(ABORTED),
          in(BEFORE_ROLLOUT).on(Step.Failed.class).to(FAILED),
          in(ROLLING_OUT)
              .on(Step.Failed.class)
              .when("backwards: it still has the traffic", (u, step) -> u.goingBack())
              .to(PROMOTED),
          in(ROLLING_OUT).on(Step.Failed.class).to(FAILED),
          in(EnumSet.of(FAILED, REJECTED, ABORTED)).on(Step.Retried.class).to(RECEIVED));

  private Lifecycle() {}

  /**
   * What an event leads to.
   *
   * @param state the next state
   * @param actions what has to be done; repeating it does no harm
   */
  public record Decided(UpgradeState state, Set<Action> actions) {}

  /**
   * What follows from an event.
   *
   * @throws IllegalStateException if the event is not legal in the upgrade's state
   */
  public static Decided decide(Upgrade upgrade, Step event) {
    UpgradeState next =
        TRANSITIONS.stream()
            .filter(transition -> transition.fits(upgrade, event))
            .findFirst()
            .orElseThrow(() -> illegal(upgrade, event))
            .to()
            .orElse(upgrade.state());
    boolean back = event instanceof Step.RollBackAsked || upgrade.goingBack();
    return new Decided(next, actions(next, back));
  }

  /** Whether an event is legal. */
  public static boolean allows(Upgrade upgrade, Step event) {
    return TRANSITIONS.stream().anyMatch(transition -> transition.fits(upgrade, event));
  }

  /** What is to be done in a state, as the event that led there asked: recovery asks here. */
  static Set<Action> actions(UpgradeState state, boolean goingBack) {
    return switch (state) {
      case RECEIVED, FETCHING -> EnumSet.of(Action.FETCH);
      case DISTILLING -> EnumSet.of(Action.DISTIL);
      case JUDGING -> EnumSet.of(Action.JUDGE);
      case ROLLING_OUT -> EnumSet.of(goingBack ? Action.ROLL_BACK : Action.ROLL_OUT);
      case HELD -> EnumSet.of(Action.ASK);
      case PROMOTED, REJECTED, ROLLED_BACK, FAILED, SUPERSEDED, ABORTED -> EnumSet.of(Action.STOP);
    };
  }

  private record From(Set<UpgradeState> states) {
    Transition.Draft on(Class<? extends Step> event) {
      return new Transition.Draft(states, event);
    }
  }

  private static From in(UpgradeState state) {
    return new From(EnumSet.of(state));
  }

  private static From in(Set<UpgradeState> states) {
    return new From(states);
  }

  private static IllegalStateException illegal(Upgrade upgrade, Step event) {
    return new IllegalStateException(
        event.getClass().getSimpleName()
            + " is not legal for upgrade "
            + upgrade.id()
            + " in "
            + upgrade.state());
  }

  private static boolean distilsFirst(Step step) {
    return step instanceof Step.Fetched fetched
        && fetched.when() == When.ALWAYS
        && fetched.teacher().isPresent();
  }

  private static boolean distilsNow(Upgrade upgrade, Step step) {
    return step instanceof Step.Judged judged
        && judged.decision() != Decision.PROMOTE
        && judged.judged() == Role.INCOMING
        && upgrade.distilsOnRegression();
  }

  private static boolean said(Step step, Decision decision) {
    return step instanceof Step.Judged judged && judged.decision() == decision;
  }
}
