package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.model.Artifact;
import dev.bckd.model.BadInputException;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.UnavailableException;
import dev.bckd.policy.OnInconclusive;
import dev.bckd.policy.Policies;
import dev.bckd.policy.Release;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.policy.When;
import dev.bckd.serving.ModelServer;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.testing.HandClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A world in which everything goes wrong by a seed: events come twice, persons interfere, workers
 * are killed or replaced while they go on, journal, store and model server fail before and after
 * they did what was asked, and the clock jumps. What must never be is looked at after each step.
 */
final class SimulatedWorld {
  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));
  private static final List<String> MODELS = List.of("ranker", "spam");
  private static final Instruction TOLD = new Instruction("ana", "");
  private static final List<Release> RELEASES =
      List.of(Release.AT_ONCE, Release.AT_ONCE, Release.AFTER_APPROVAL, Release.NEVER);
  private static final int DEEPEST = 2;

  private final Random random;
  private final HandClock clock = new HandClock();
  private final SimulatedJournal journal;
  private final EmbeddedModelServer embedded =
      new EmbeddedModelServer((file, signature) -> new NoModel());
  private final ModelServer server = new UnreliableServer(embedded, this::serverFault);
  private final Policies policies = new SimulatedPolicies(MODELS);
  private final ScheduledExecutorService unused;
  private final Set<String> announced = new HashSet<>();
  private boolean calm;
  private int depth;
  private int processes;

  SimulatedWorld(long seed, ScheduledExecutorService unused) {
    this.random = new Random(seed);
    this.unused = unused;
    this.journal = new SimulatedJournal(clock, this::journalFault, this::recorded);
    calm = true;
    policies.all().forEach(this::serve);
    calm = false;
  }

  /** SIGKILL: what is caught must not run. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  void run(int ticks) {
    for (int tick = 0; tick < ticks; tick++) {
      tick();
    }
    calm = true;
    for (int round = 0; round < 100 && !journal.modelsWithWork().isEmpty(); round++) {
      clock.move(Duration.ofMinutes(10));
      MODELS.forEach(this::work);
    }
    atTheEnd();
  }

  private void tick() {
    switch (random.nextInt(6)) {
      case 0, 1 -> announce();
      case 2 -> interfere();
      case 3 -> clock.move(Duration.ofSeconds(random.nextInt(600) - 200));
      default -> work(any(MODELS));
    }
  }

  private void announce() {
    String event = "event " + random.nextInt(6);
    announced.add(event);
    String model = MODELS.get(event.hashCode() & 1);
    journal.accept(
        new Announcement(
            "/ci",
            event,
            new ModelVersion(model, event),
            new Artifact(URI.create("file:///" + event.replace(' ', '-')), Optional.empty())));
  }

  /** A person does anything that is legal, and now and then to what they saw a moment ago. */
  private void interfere() {
    if (journal.all().isEmpty()) {
      return;
    }
    Upgrade upgrade = any(journal.all());
    Step step =
        any(
            List.of(
                new Step.Aborted(TOLD),
                new Step.Approved(TOLD),
                new Step.Retried(TOLD),
                new Step.RollBackAsked(TOLD)));
    boolean deployed = journal.promoted(upgrade.version().model()).equals(Optional.of(upgrade));
    if (Lifecycle.allows(upgrade, step) && (!(step instanceof Step.RollBackAsked) || deployed)) {
      attempt(() -> journal.append(upgrade, step));
    }
  }

  private void work(String model) {
    if (depth > DEEPEST) {
      return;
    }
    depth++;
    String process = "process " + processes++;
    Runner runner = new Runner(journal, stages(), Progress.SILENT, clock);
    PutBack putBack = new PutBack(policies, journal, new LocalFiles(), server);
    Setbacks setbacks = new Setbacks(runner, putBack, Retries.DEFAULT, clock);
    Watch watch = new Watch(journal, Pauses.NONE, Duration.ofDays(1), unused);
    boolean stops = !calm && random.nextInt(10) == 0;
    attempt(
        () ->
            new ModelWorker(process, journal, Pauses.NONE, runner, setbacks, watch, clock)
                .work(model, () -> stops && random.nextBoolean()));
    depth--;
  }

  private void attempt(Runnable what) {
    try {
      what.run();
    } catch (Killed | JournalUnavailableException | OvertakenException e) {
      // The process is gone, or will look again; the journal has what is left.
      return;
    }
  }

  private Stages stages() {
    return new Stages(
        Map.of(
            Action.FETCH, disturbed(this::fetched),
            Action.DISTIL, disturbed(SimulatedWorld::distilled),
            Action.JUDGE, disturbed(this::judged),
            Action.ROLL_OUT,
                disturbed(new RollOutStage(policies, journal, new LocalFiles(), server, clock)),
            Action.ROLL_BACK, disturbed(new RollBackStage(policies, new LocalFiles(), server))));
  }

  private Stage disturbed(Stage stage) {
    return upgrade -> {
      disturb(upgrade.version().model());
      Step step = stage.work(upgrade);
      disturb(upgrade.version().model());
      return step;
    };
  }

  private void disturb(String model) {
    if (calm) {
      return;
    }
    switch (random.nextInt(24)) {
      case 0 -> throw new Killed();
      case 1 -> throw new UnavailableException("the store is down");
      case 2 -> throw new WorkerLostException("killed by signal 11");
      case 3 -> throw new BadInputException("model.pt", "has another digest");
      case 4 -> throw new IllegalStateException("a defect");
      case 5 -> announce();
      case 6 -> interfere();
      case 7 -> work(model);
      default -> {
        return;
      }
    }
  }

  private void journalFault() {
    if (!calm && random.nextInt(40) == 0) {
      throw new JournalUnavailableException("the database is away", new Exception());
    }
  }

  private void serverFault() {
    disturb(any(MODELS));
  }

  /** After each entry: what must never be. */
  private void recorded(Upgrade upgrade) {
    List<Upgrade> all = journal.of(upgrade.version().model());
    assertThat(all)
        .filteredOn(other -> other.state() == UpgradeState.ROLLING_OUT)
        .as("rollouts of one model")
        .hasSizeLessThanOrEqualTo(1);
    servedWasGated(upgrade.version().model());
    if (!calm && random.nextInt(60) == 0) {
      throw new JournalUnavailableException("committed, and the answer is lost", new Exception());
    }
  }

  private void servedWasGated(String model) {
    String served = embedded.stable(model).orElseThrow().version();
    boolean gated =
        served.equals(SimulatedPolicies.TEACHER)
            || journal.of(model).stream()
                .filter(other -> other.successor().map(Served::version).equals(Optional.of(served)))
                .anyMatch(other -> passed(other));
    assertThat(gated).as("%s of %s was never passed by gates or a person", served, model).isTrue();
  }

  private boolean passed(Upgrade upgrade) {
    return journal.of(upgrade.id()).stream()
        .map(JournalEntry::step)
        .anyMatch(
            step ->
                step instanceof Step.Approved
                    || (step instanceof Step.Judged j && j.decision() == Decision.PROMOTE));
  }

  private void atTheEnd() {
    assertThat(journal.all()).hasSize(announced.size());
    assertThat(journal.all())
        .allMatch(upgrade -> upgrade.state().ended() || upgrade.state() == UpgradeState.HELD);
    for (Upgrade upgrade : journal.all()) {
      assertThat(Upgrade.replay(journal.of(upgrade.id()))).isEqualTo(upgrade);
    }
    for (UpgradePolicy policy : policies.all()) {
      assertThat(embedded.stable(policy.model()).map(ModelVersion::version))
          .as("what is served is what the journal says")
          .isEqualTo(Deployed.of(policy, journal).map(Deployed::version));
    }
  }

  private void serve(UpgradePolicy policy) {
    new Switch(policy, new LocalFiles(), server).to(Deployed.of(policy, journal).orElseThrow(), 0);
  }

  private Step fetched(Upgrade upgrade) {
    UpgradePolicy policy = policies.of(upgrade.version().model());
    Optional<Served> teacher =
        Deployed.of(policy, journal)
            .map(deployed -> new Served(deployed.version(), deployed.artifact().uri(), DIGEST));
    if (random.nextInt(20) == 0) {
      return new Step.AlreadyDeployed();
    }
    return new Step.Fetched(
        policy.digest(),
        any(List.of(When.values())),
        any(List.of(OnInconclusive.values())),
        teacher,
        served(upgrade.version().version()),
        Optional.of(any(RELEASES)));
  }

  private static Step distilled(Upgrade upgrade) {
    return new Step.Distilled(
        served(upgrade.version().version() + "-bckd.1"),
        new Training("auto", 1, 1.0, 10, "cpu", false, List.of(), List.of(), List.of()));
  }

  private Step judged(Upgrade upgrade) {
    Decision decision =
        any(List.of(Decision.PROMOTE, Decision.PROMOTE, Decision.REJECT, Decision.INCONCLUSIVE));
    return new Step.Judged(
        upgrade.judgedRole(), decision, "as it fell", URI.create("file:///report.json"));
  }

  private static Served served(String version) {
    return new Served(version, URI.create("file:///" + version.replace(' ', '-')), DIGEST);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
