package dev.bckd.upgrade;

import dev.bckd.gates.Decision;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Release;
import dev.bckd.policy.When;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One incoming version's way to an end, as its journal tells it.
 *
 * @param id its name
 * @param announcement what started it
 * @param state where it is
 * @param findings what was found out and made so far
 * @param attempts how often the stage that is due was tried
 * @param generation position of the entry by which a worker last took it; 0 before. Grows with
 *     every taking of any upgrade: whoever acts for an older one has been replaced
 * @param last the last step
 * @param steps number of steps so far; the next one has this number
 * @param createdAt time of the first step
 * @param updatedAt time of the last step
 */
public record Upgrade(
    UUID id,
    Announcement announcement,
    UpgradeState state,
    Findings findings,
    Attempts attempts,
    long generation,
    Step last,
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
            Findings.NONE,
            Attempts.NONE,
            0,
            accepted,
            1,
            first.at(),
            first.at());
    for (JournalEntry entry : entries.subList(1, entries.size())) {
      upgrade = upgrade.after(entry);
    }
    return upgrade;
  }

  /**
   * This upgrade after one more entry.
   *
   * @throws IllegalStateException if its step is not legal in this state
   */
  public Upgrade after(JournalEntry entry) {
    Step step = entry.step();
    UpgradeState next = Lifecycle.decide(this, step).state();
    return new Upgrade(
        id,
        announcement,
        next,
        findings.after(step),
        next.runnable() ? attempts.after(step) : Attempts.NONE,
        step instanceof Step.Started ? entry.position() : generation,
        step,
        steps + 1,
        createdAt,
        entry.at());
  }

  /** What has to be done now. */
  public Set<Action> due() {
    return Lifecycle.actions(state, goingBack());
  }

  /** What was fetched; empty before. */
  public Optional<Step.Fetched> fetched() {
    return findings.fetched();
  }

  /** What was distilled; empty before, or where nothing is distilled. */
  public Optional<Step.Distilled> distilled() {
    return findings.distilled();
  }

  /** The judgement of the incoming model as it is; empty where there is none. */
  public Optional<Step.Judged> delivered() {
    return findings.delivered();
  }

  /** What was distilled; empty before, or where nothing is distilled. */
  public Optional<Served> student() {
    return findings.distilled().map(Step.Distilled::student);
  }

  /** Which model the next judgement, or the last one, is about. */
  public Role judgedRole() {
    return findings.distilled().isPresent() ? Role.STUDENT : Role.INCOMING;
  }

  /** The version that would take, or has taken, the traffic; empty before anything is fetched. */
  public Optional<Served> successor() {
    return student().or(() -> findings.fetched().map(Step.Fetched::incoming));
  }

  /** The version that had the traffic before; empty before it is known, or where there is none. */
  public Optional<Served> predecessor() {
    return findings.fetched().flatMap(Step.Fetched::teacher);
  }

  /** Which model and version was announced. */
  public ModelVersion version() {
    return announcement.version();
  }

  /** What the gates say so far. */
  public Optional<Decision> decision() {
    return findings.judged().map(Step.Judged::decision);
  }

  /** Where the report is stored. */
  public Optional<URI> report() {
    return findings.judged().map(Step.Judged::report);
  }

  /** Why it is where it is, in words; empty while there is nothing to say. */
  public Optional<String> reason() {
    return Reasons.of(this);
  }

  /** Whether the traffic is on its way to the version before. */
  public boolean goingBack() {
    return findings.rollBack().isPresent();
  }

  /** Whether its rollout waits and nothing has been switched. */
  boolean frozen() {
    return last instanceof Step.Frozen;
  }

  /** What follows when the gates say PROMOTE. */
  Release release() {
    return findings.fetched().flatMap(Step.Fetched::release).orElse(Release.AT_ONCE);
  }

  /** Whether a student is made only if the incoming model does not pass as it is. */
  boolean distilsOnRegression() {
    return findings.fetched().map(f -> f.when() == When.ON_REGRESSION).orElse(false)
        && predecessor().isPresent();
  }

  /** Whether there is nothing deployed to hold the model against: a person has to agree. */
  boolean isFirstDeployment() {
    return findings.fetched().map(f -> f.teacher().isEmpty()).orElse(false);
  }

  /** Whether an undecided judgement waits for a person. */
  boolean holdsWhenInconclusive() {
    return findings.fetched().map(f -> f.inconclusive() == OnInconclusive.HOLD).orElse(false);
  }
}
