package dev.bckd.upgrade;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One line of the table of {@link Lifecycle}.
 *
 * @param from the states it is legal in
 * @param event the kind of step
 * @param condition in words; empty: none
 * @param holds the condition
 * @param to the next state; empty: it stays
 */
record Transition(
    Set<UpgradeState> from,
    Class<? extends Step> event,
    String condition,
    BiPredicate<Upgrade, Step> holds,
    Optional<UpgradeState> to) {

  boolean fits(Upgrade upgrade, Step step) {
    return from.contains(upgrade.state()) && event.isInstance(step) && holds.test(upgrade, step);
  }

  /** A transition that is being written down. */
  record Draft(Set<UpgradeState> from, Class<? extends Step> event) {
    Transition to(UpgradeState next) {
      return new Transition(from, event, "", (upgrade, step) -> true, Optional.of(next));
    }

    Transition stays() {
      return new Transition(from, event, "", (upgrade, step) -> true, Optional.empty());
    }

    Conditional when(String condition, BiPredicate<Upgrade, Step> holds) {
      return new Conditional(this, condition, holds);
    }
  }

  /** A transition with a condition that is being written down. */
  record Conditional(Draft draft, String condition, BiPredicate<Upgrade, Step> holds) {
    Transition to(UpgradeState next) {
      return new Transition(draft.from, draft.event, condition, holds, Optional.of(next));
    }
  }
}
