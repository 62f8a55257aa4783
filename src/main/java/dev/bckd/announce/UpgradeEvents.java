package dev.bckd.announce;

import dev.bckd.upgrade.JournalEntry;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.UpgradeSnapshot;
import dev.bckd.upgrade.UpgradeState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which events a journal entry is worth, a pure function.
 *
 * <p>A judgement is told as {@code judged}; where it also ends or holds the upgrade, that is told
 * as well, because who waits for an end must not have to know what judgements lead to.
 */
final class UpgradeEvents {
  private UpgradeEvents() {}

  /**
   * @param history the entries of one upgrade, in order, up to the one that is told
   */
  static List<UpgradeEvent> of(List<JournalEntry> history) {
    JournalEntry entry = history.get(history.size() - 1);
    Upgrade upgrade = Upgrade.replay(history);
    Optional<UpgradeEvent> fact =
        fact(entry.step(), upgrade).map(name -> event(entry, upgrade, name, ""));
    Optional<UpgradeEvent> consequence =
        consequence(entry.step(), upgrade.state())
            .map(name -> event(entry, upgrade, name, "-" + name));
    return Stream.concat(fact.stream(), consequence.stream()).toList();
  }

  private static Optional<String> fact(Step step, Upgrade upgrade) {
    if (step instanceof Step.Accepted) {
      return Optional.of("accepted");
    }
    if (step instanceof Step.Distilled) {
      return Optional.of("distilled");
    }
    if (step instanceof Step.Judged) {
      return Optional.of("judged");
    }
    return upgrade.state().ended() ? Optional.of(name(upgrade.state())) : Optional.empty();
  }

  private static Optional<String> consequence(Step step, UpgradeState state) {
    boolean told = state.ended() || state == UpgradeState.HELD;
    return step instanceof Step.Judged && told ? Optional.of(name(state)) : Optional.empty();
  }

  private static String name(UpgradeState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static UpgradeEvent event(
      JournalEntry entry, Upgrade upgrade, String name, String suffix) {
    return new UpgradeEvent(
        entry.position() + suffix,
        "dev.bckd.upgrade." + name + ".v1",
        entry.at(),
        UpgradeSnapshot.of(upgrade));
  }
}
