package dev.bckd.upgrade;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.When;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.testing.HandClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The upgrades of one model, what a worker finds when it takes them, and the server that has the
 * model's traffic. Every stage goes well until a test says otherwise.
 */
final class OneModel implements AutoCloseable {
  static final String NAME = "m";
  private static final URI FILE = URI.create("file:///model.pt");
  private static final Digest DIGEST = Digest.of("model".getBytes(StandardCharsets.UTF_8));
  private static final Served TEACHER = new Served(SimulatedPolicies.TEACHER, FILE, DIGEST);

  final HandClock clock = new HandClock();
  final MemoryJournal journal = new MemoryJournal(clock);
  final Map<Action, Stage> stages = new EnumMap<>(Action.class);
  final PausesInMemory pauses = new PausesInMemory();
  final SimulatedPolicies policies = new SimulatedPolicies(List.of(NAME));
  final EmbeddedModelServer server = new EmbeddedModelServer((file, signature) -> new NoModel());
  boolean stopping;
  private final Watch watch = new Watch(journal, pauses, Duration.ofMillis(5));

  OneModel() {
    // Past the hours in which the policy lets no rollout begin.
    clock.move(Duration.ofDays(1));
    stages.put(Action.FETCH, OneModel::fetched);
    stages.put(
        Action.DISTIL,
        upgrade ->
            new Step.Distilled(
                new Served(upgrade.version().version() + "-bckd.1", FILE, DIGEST),
                new Training("auto", 1, 1.0, 10, "cpu", false, List.of(), List.of(), List.of())));
    stages.put(
        Action.JUDGE, upgrade -> new Step.Judged(Role.STUDENT, Decision.PROMOTE, "fine", FILE));
    stages.put(Action.ROLL_OUT, upgrade -> new Step.RolledOut());
    stages.put(Action.ROLL_BACK, upgrade -> new Step.RolledBack());
  }

  /** A worker of this name works until there is nothing to do now. */
  Optional<Instant> work(String process) {
    Runner runner = new Runner(journal, new Stages(stages), Progress.SILENT, clock);
    Retries retries = new Retries(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, 3);
    PutBack putBack = new PutBack(policies, journal, new LocalFiles(), server);
    Setbacks setbacks = new Setbacks(runner, putBack, retries, clock);
    return new ModelWorker(process, journal, pauses, runner, setbacks, watch, clock)
        .work(NAME, () -> stopping);
  }

  Upgrade accepted(String event) {
    return journal
        .accept(
            new Announcement(
                "/training",
                event,
                new ModelVersion(NAME, event),
                new Artifact(FILE, Optional.empty())))
        .upgrade();
  }

  UpgradeState state(Upgrade upgrade) {
    return journal.find(upgrade.id()).orElseThrow().state();
  }

  Optional<String> reason(Upgrade upgrade) {
    return journal.find(upgrade.id()).flatMap(Upgrade::reason);
  }

  /** Newest first. */
  List<UpgradeState> states() {
    return journal.newest(10).stream().map(Upgrade::state).toList();
  }

  static Step fetched(Upgrade upgrade) {
    return new Step.Fetched(
        DIGEST,
        When.ALWAYS,
        OnInconclusive.REJECT,
        Optional.of(TEACHER),
        new Served(upgrade.version().version(), FILE, DIGEST),
        Optional.empty());
  }

  /** As a stage that is interrupted ends: with an exception. */
  static Step untilInterrupted() {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("never comes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
