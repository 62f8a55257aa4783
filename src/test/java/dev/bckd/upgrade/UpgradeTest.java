package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The way of an upgrade: which state follows which, and how the runner walks it. */
class UpgradeTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final URI FILE = URI.create("file:///model.pt");
  private static final Digest DIGEST = Digest.of("model".getBytes(StandardCharsets.UTF_8));
  private static final Served TEACHER = new Served("1", FILE, DIGEST);
  private static final Served INCOMING = new Served("2", FILE, DIGEST);
  private static final Step DISTILLED =
      new Step.Distilled(
          new Served("2-bckd.1", FILE, DIGEST),
          new Training("auto", 1, 1.0, 10, "cpu", false, List.of(), List.of(), List.of()));

  private final MemoryJournal journal = new MemoryJournal(CLOCK);

  @Test
  void distilsFirstUnlessThePolicySaysOtherwise() {
    assertThat(states(fetched(When.ALWAYS), DISTILLED, judged(Role.STUDENT, Decision.PROMOTE)))
        .containsExactly("RECEIVED", "FETCHING", "DISTILLING", "JUDGING", "ROLLING_OUT");
    assertThat(states(fetched(When.NEVER), judged(Role.INCOMING, Decision.REJECT)))
        .containsExactly("RECEIVED", "FETCHING", "JUDGING", "REJECTED");
  }

  @Test
  void distilsOnRegressionOnlyWhatDoesNotPassAsDelivered() {
    assertThat(states(fetched(When.ON_REGRESSION), judged(Role.INCOMING, Decision.PROMOTE)))
        .endsWith("JUDGING", "ROLLING_OUT");
    assertThat(
            states(
                fetched(When.ON_REGRESSION),
                judged(Role.INCOMING, Decision.REJECT),
                DISTILLED,
                judged(Role.STUDENT, Decision.REJECT)))
        .endsWith("JUDGING", "DISTILLING", "JUDGING", "REJECTED");
  }

  @Test
  void neverPromotesWhatTheGatesCouldNotDecide() {
    Step undecided = judged(Role.STUDENT, Decision.INCONCLUSIVE);

    assertThat(states(fetched(When.ALWAYS), DISTILLED, undecided)).endsWith("REJECTED");
    assertThat(
            states(
                fetched(When.ALWAYS, OnInconclusive.HOLD, Optional.of(TEACHER)),
                DISTILLED,
                undecided))
        .endsWith("HELD");
  }

  @Test
  void holdsAFirstDeploymentForAPerson() {
    assertThat(
            states(
                fetched(When.ALWAYS, OnInconclusive.REJECT, Optional.empty()),
                judged(Role.INCOMING, Decision.INCONCLUSIVE)))
        .containsExactly("RECEIVED", "FETCHING", "JUDGING", "HELD");
    assertThat(
            states(
                fetched(When.ALWAYS, OnInconclusive.REJECT, Optional.empty()),
                judged(Role.INCOMING, Decision.PROMOTE)))
        .containsExactly("RECEIVED", "FETCHING", "JUDGING", "HELD");
  }

  @Test
  void refusesAStepThatIsNotLegalInItsState() {
    Upgrade received = accepted("event");

    assertThatIllegalStateException()
        .isThrownBy(() -> journal.append(received, new Step.RolledOut()))
        .withMessageContaining("RolledOut is not legal")
        .withMessageContaining("RECEIVED");
    Upgrade failed = journal.append(received, new Step.Failed("no such file"));
    assertThatIllegalStateException()
        .isThrownBy(() -> journal.append(failed, new Step.Failed("again")));
  }

  @Test
  void isOneUpgradeForOneSourceAndId() {
    Upgrade first = accepted("event");

    Journal.Acceptance again = journal.accept(announcement("event"));

    assertThat(again.novelty()).isEqualTo(Journal.Novelty.REPEATED);
    assertThat(again.upgrade()).isEqualTo(first);
    assertThat(journal.ordinal(accepted("another event"))).isEqualTo(2);
  }

  @Test
  void runsEachStageOnceAndStopsWhereThereIsNone() {
    List<String> visited = new ArrayList<>();
    Stages stages =
        new Stages(
            Map.of(
                Action.FETCH, upgrade -> visit(visited, "fetch", fetched(When.ALWAYS)),
                Action.DISTIL, upgrade -> visit(visited, "distil", DISTILLED),
                Action.JUDGE,
                    upgrade ->
                        visit(visited, "judge", judged(upgrade.judgedRole(), Decision.PROMOTE))));
    Upgrade taken = journal.append(accepted("event"), new Step.Started());

    Upgrade end = new Runner(journal, stages, Progress.SILENT, CLOCK).run(taken);

    assertThat(visited).containsExactly("fetch", "distil", "judge");
    assertThat(end.state()).isEqualTo(UpgradeState.ROLLING_OUT);
    assertThat(end.successor()).map(Served::version).contains("2-bckd.1");
    assertThat(Upgrade.replay(journal.of(end.id()))).isEqualTo(end);
  }

  private List<String> states(Step... steps) {
    Upgrade upgrade = accepted("event " + journal.newest(100).size());
    List<String> states = new ArrayList<>(List.of(upgrade.state().name()));
    upgrade = journal.append(upgrade, new Step.Started());
    states.add(upgrade.state().name());
    for (Step step : steps) {
      upgrade = journal.append(upgrade, step);
      states.add(upgrade.state().name());
    }
    return states;
  }

  private Upgrade accepted(String event) {
    return journal.accept(announcement(event)).upgrade();
  }

  private static Announcement announcement(String event) {
    return new Announcement(
        "/training", event, new ModelVersion("m", "2"), new Artifact(FILE, Optional.empty()));
  }

  private static Step visit(List<String> visited, String stage, Step step) {
    visited.add(stage);
    return step;
  }

  private static Step fetched(When when) {
    return fetched(when, OnInconclusive.REJECT, Optional.of(TEACHER));
  }

  private static Step fetched(When when, OnInconclusive inconclusive, Optional<Served> teacher) {
    return new Step.Fetched(DIGEST, when, inconclusive, teacher, INCOMING, Optional.empty());
  }

  private static Step judged(Role role, Decision decision) {
    return new Step.Judged(role, decision, "because", FILE);
  }
}
