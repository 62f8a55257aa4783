package dev.bckd.retention;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.upgrade.Announcement;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.MemoryJournal;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.Step;
import dev.bckd.upgrade.Upgrade;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Upgrades of a model {@code toy}, for tests of what is kept of them. */
public final class PastOfToy {
  private static final Training TRAINING =
      new Training("plain", 1, 1, 1, "cpu", false, List.of(), List.of(), List.of());

  private final MemoryJournal journal = new MemoryJournal(Clock.systemUTC());

  /** What they are recorded in. */
  public Journal journal() {
    return journal;
  }

  /** An upgrade to a version, whose student is at a place with its report beside it. */
  public void promoted(String version, URI student) {
    journal.append(judged(version, student), new Step.RolledOut());
  }

  /** One that is about to be rolled out. */
  public Upgrade judged(String version, URI student) {
    Upgrade upgrade =
        journal
            .accept(
                new Announcement(
                    "/test",
                    version,
                    new ModelVersion("toy", version),
                    new Artifact(URI.create("file:///in.pt"), Optional.empty())))
            .upgrade();
    Served incoming = served(URI.create("file:///a/in/" + version + ".pt"), version);
    Step fetched =
        new Step.Fetched(
            incoming.digest(),
            When.ALWAYS,
            OnInconclusive.REJECT,
            Optional.of(incoming),
            incoming,
            Optional.empty());
    upgrade = journal.append(journal.append(upgrade, new Step.Started()), fetched);
    upgrade =
        journal.append(upgrade, new Step.Distilled(served(student, version + "-bckd.1"), TRAINING));
    return journal.append(
        upgrade,
        new Step.Judged(
            Role.STUDENT, Decision.PROMOTE, "as the gates say", student.resolve("report.json")));
  }

  private static Served served(URI uri, String version) {
    return new Served(version, uri, Digest.of(version.getBytes(StandardCharsets.UTF_8)));
  }
}
