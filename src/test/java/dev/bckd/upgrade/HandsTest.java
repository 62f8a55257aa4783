package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Release;
import dev.bckd.policy.When;
import dev.bckd.testing.HandClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a person can tell an upgrade, and what not. */
class HandsTest {
  private static final URI FILE = URI.create("file:///model.pt");
  private static final Digest DIGEST = Digest.of("model".getBytes(StandardCharsets.UTF_8));
  private static final Instruction ANA = new Instruction("ana", "as agreed");

  private final MemoryJournal journal = new MemoryJournal(new HandClock());
  private final List<String> woken = new ArrayList<>();
  private final Hands hands = new Hands(journal, new PausesInMemory(), woken::add);

  @Test
  void approvesWhatIsHeld() {
    Upgrade held = judged(Decision.PROMOTE, Release.AFTER_APPROVAL);
    assertThat(held.state()).isEqualTo(UpgradeState.HELD);

    Upgrade approved = hands.approve(held.id(), ANA);

    assertThat(approved.state()).isEqualTo(UpgradeState.ROLLING_OUT);
    assertThat(approved.reason()).contains("approved by ana: as agreed");
    assertThat(woken).containsExactly("m");
  }

  @Test
  void neverApprovesWhatWasRejected() {
    Upgrade rejected = judged(Decision.REJECT, Release.AFTER_APPROVAL);

    assertThatThrownBy(() -> hands.approve(rejected.id(), ANA))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot be approved in state REJECTED");
    assertThat(journal.find(rejected.id())).contains(rejected);
  }

  @Test
  void abortsBeforeTheRolloutAndNotInIt() {
    Upgrade received = accepted();
    Upgrade rolling = judged(Decision.PROMOTE, Release.AT_ONCE);

    assertThat(hands.abort(received.id(), ANA).state()).isEqualTo(UpgradeState.ABORTED);
    assertThatThrownBy(() -> hands.abort(rolling.id(), ANA))
        .hasMessageContaining("cannot be aborted in state ROLLING_OUT");
  }

  @Test
  void retriesFromTheStart() {
    Upgrade rejected = judged(Decision.REJECT, Release.AT_ONCE);

    Upgrade again = hands.retry(rejected.id(), ANA);

    assertThat(again.state()).isEqualTo(UpgradeState.RECEIVED);
    assertThat(again.findings()).isEqualTo(Findings.NONE);
    assertThat(again.id()).isEqualTo(rejected.id());
  }

  @Test
  void rollsBackOnlyWhatHasTheTraffic() {
    Upgrade first = promoted();
    Upgrade second = promoted();

    assertThatThrownBy(() -> hands.rollBack(first.id(), ANA))
        .hasMessageContaining("cannot be rolled back: a later one has the traffic");
    Upgrade back = hands.rollBack(second.id(), ANA);

    assertThat(back.state()).isEqualTo(UpgradeState.ROLLING_OUT);
    assertThat(back.due()).containsExactly(Action.ROLL_BACK);
  }

  @Test
  void endsADryRunWithTheVerdict() {
    Upgrade dry = judged(Decision.PROMOTE, Release.NEVER);

    assertThat(dry.state()).isEqualTo(UpgradeState.ABORTED);
    assertThat(dry.reason()).contains("a dry run ends here: all gates passed");
    assertThat(judged(Decision.INCONCLUSIVE, Release.NEVER).state())
        .isEqualTo(UpgradeState.ABORTED);
    assertThat(judged(Decision.REJECT, Release.NEVER).state()).isEqualTo(UpgradeState.REJECTED);
  }

  @Test
  void tellsWhoAsksForAnUnknownUpgrade() {
    UUID nobody = new UUID(0, 1);

    assertThatThrownBy(() -> hands.retry(nobody, ANA))
        .isInstanceOf(UnknownUpgradeException.class)
        .hasMessage("there is no upgrade " + nobody);
  }

  private Upgrade promoted() {
    return journal.append(judged(Decision.PROMOTE, Release.AT_ONCE), new Step.RolledOut());
  }

  private Upgrade judged(Decision decision, Release release) {
    Upgrade started = journal.append(accepted(), new Step.Started());
    Step fetched =
        new Step.Fetched(
            DIGEST,
            When.NEVER,
            OnInconclusive.HOLD,
            Optional.of(new Served("1", FILE, DIGEST)),
            new Served("2", FILE, DIGEST),
            Optional.of(release));
    return journal.append(
        journal.append(started, fetched),
        new Step.Judged(Role.INCOMING, decision, "all gates passed", FILE));
  }

  private Upgrade accepted() {
    return journal
        .accept(
            new Announcement(
                "/ci",
                "event " + journal.newest(100).size(),
                new ModelVersion("m", "2"),
                new Artifact(FILE, Optional.empty())))
        .upgrade();
  }
}
