package dev.bckd.upgrade;

import dev.bckd.gates.Decision;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One incoming version's way to an end, as its journal tells it.
 *
 * @param id its name
 * @param announcement what started it
 * @param state where it is
 * @param fetched what was fetched; empty before
 * @param distilled what was distilled; empty before, or where nothing is distilled
 * @param delivered the judgement of the incoming model as it is; empty where there is none
 * @param judged the last judgement; empty before
 * @param reason why it is where it is, in words; empty while there is nothing to say
 * @param steps number of steps so far; the next one has this number
 * @param createdAt time of the first step
 * @param updatedAt time of the last step
 */
public record Upgrade(
    UUID id,
    Announcement announcement,
    UpgradeState state,
    Optional<Step.Fetched> fetched,
    Optional<Step.Distilled> distilled,
    Optional<Step.Judged> delivered,
    Optional<Step.Judged> judged,
    Optional<String> reason,
    int steps,
    Instant createdAt,
    Instant updatedAt) {

  /** The upgrade that these journal entries tell of, in order; the first is an acceptance. */
  public static Upgrade replay(List<JournalEntry> entries) {
    JournalEntry first = entries.get(0);
    if (!(first.step() instanceof Step.Accepted accepted)) {
      throw new IllegalStateException("a journal begins with an acceptance, not " + first);
    }
    Upgrade upgrade =
        new Upgrade(
            first.upgrade(),
            accepted.announcement(),
            UpgradeState.RECEIVED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            first.at(),
            first.at());
    for (JournalEntry entry : entries.subList(1, entries.size())) {
      upgrade = upgrade.after(entry.step(), entry.at());
    }
    return upgrade;
  }

  /**
   * This upgrade after one more step.
   *
   * @throws IllegalStateException if the step is not legal in this state
   */
  public Upgrade after(Step step, Instant at) {
    UpgradeState next = Transitions.after(this, step);
    Optional<Step.Fetched> nowFetched = step instanceof Step.Fetched f ? Optional.of(f) : fetched;
    Optional<Step.Distilled> nowDistilled =
        step instanceof Step.Distilled d ? Optional.of(d) : distilled;
    Optional<Step.Judged> nowJudged = step instanceof Step.Judged j ? Optional.of(j) : judged;
    Optional<Step.Judged> nowDelivered =
        nowJudged.filter(j -> j.judged() == Role.INCOMING).or(() -> delivered);
    return new Upgrade(
        id,
        announcement,
        next,
        nowFetched,
        nowDistilled,
        nowDelivered,
        nowJudged,
        reasonAfter(step),
        steps + 1,
        createdAt,
        at);
  }

  /** What was distilled; empty before, or where nothing is distilled. */
  public Optional<Served> student() {
    return distilled.map(Step.Distilled::student);
  }

  /** Which model the next judgement, or the last one, is about. */
  public Role judgedRole() {
    return distilled.isPresent() ? Role.STUDENT : Role.INCOMING;
  }

  /** The version that would take, or has taken, the traffic; empty before anything is fetched. */
  public Optional<Served> successor() {
    return student().or(() -> fetched.map(Step.Fetched::incoming));
  }

  /** Which model and version was announced. */
  public ModelVersion version() {
    return announcement.version();
  }

  /** What the gates say so far. */
  public Optional<Decision> decision() {
    return judged.map(Step.Judged::decision);
  }

  /** Where the report is stored. */
  public Optional<URI> report() {
    return judged.map(Step.Judged::report);
  }

  /** Whether a student is made only if the incoming model does not pass as it is. */
  boolean distilsOnRegression() {
    return fetched.map(f -> f.when() == When.ON_REGRESSION).orElse(false)
        && fetched.flatMap(Step.Fetched::teacher).isPresent();
  }

  /** Whether there is nothing deployed to hold the model against: a person has to agree. */
  boolean isFirstDeployment() {
    return fetched.map(f -> f.teacher().isEmpty()).orElse(false);
  }

  /** Whether an undecided judgement waits for a person. */
  boolean holdsWhenInconclusive() {
    return fetched.map(f -> f.inconclusive() == OnInconclusive.HOLD).orElse(false)
        || isFirstDeployment();
  }

  private Optional<String> reasonAfter(Step step) {
    if (step instanceof Step.Judged judgement) {
      return Optional.of(judgement.reason());
    }
    if (step instanceof Step.Failed failure) {
      return Optional.of(failure.reason());
    }
    if (step instanceof Step.AlreadyDeployed) {
      return Optional.of("this artifact is already deployed; nothing changes");
    }
    return reason;
  }
}
