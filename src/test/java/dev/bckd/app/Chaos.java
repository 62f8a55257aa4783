package dev.bckd.app;

import static org.awaitility.Awaitility.await;

import dev.bckd.app.embedded.EmbeddedDatabase;
import dev.bckd.app.embedded.RestartingDatabase;
import dev.bckd.inference.djl.TinyModels;
import dev.bckd.testing.S3Server;
import dev.bckd.testing.TinyTask;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.Upgrade;
import dev.bckd.upgrade.jdbc.JdbcJournal;
import dev.bckd.worker.ServingWorker;
import dev.bckd.worker.StageWorker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** The service, all it stands on, and what is done to them. */
final class Chaos implements AutoCloseable {
  private static final List<String> MODELS = List.of("tiny-0", "tiny-1", "tiny-2", "tiny-3");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LONGEST_PAUSE_MILLIS = 4000;

  /** Every so many models answer one thing only, which the gates find. */
  private static final int BAD = 5;

  private final Path folder;
  private final Random random;
  private final BrokerInAnotherProcess broker;
  private final RestartingDatabase database;
  private final S3Server s3;
  private final FlakyPort store;
  private final ServedVersions seen = new ServedVersions();
  private final Map<String, Integer> deeds = new TreeMap<>();
  private RunningService service;
  private Duration took = Duration.ZERO;
  private int announced;

  private enum Deed {
    ANNOUNCE,
    KILL_SERVICE,
    RESTART_BROKER,
    RESTART_DATABASE,
    BREAK_STORE,
    HANG_STORE,
    KILL_CHILD,
    HANG_CHILD
  }

  private Chaos(Path folder, long seed) throws IOException, InterruptedException {
    this.folder = folder;
    this.random = new Random(seed);
    this.broker = BrokerInAnotherProcess.start(Files.createDirectories(folder.resolve("broker")));
    this.database = RestartingDatabase.start(folder.resolve("database"));
    this.s3 = S3Server.start(folder);
    s3.bucket("models");
    s3.bucket("store");
    this.store = FlakyPort.before(s3.endpoint());
    this.service = service();
  }

  static Chaos in(Path folder, long seed) throws Exception {
    ChaosTask.write(TinyTask.in(folder), MODELS);
    return new Chaos(folder, seed);
  }

  void run(int upgrades, int kills) throws Exception {
    await().atMost(PATIENCE).until(service::ready);
    long start = System.nanoTime();
    for (Deed deed : deeds(upgrades, kills)) {
      supervise();
      does(deed);
      LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_MILLIS) * 1_000_000L);
      seen.look(service, MODELS);
    }
    store.is(FlakyPort.Mood.PASSES_ON);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              supervise();
              seen.look(service, MODELS);
              return quiet(upgrades);
            });
    took = Duration.ofNanos(System.nanoTime() - start);
  }

  ChaosReport report() throws Exception {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              supervise();
              return service.ready();
            });
    return new ChaosAudit(journal(), MODELS, broker.bootstrapServers(), seen)
        .report(took, deeds, answering());
  }

  @Override
  public void close() throws IOException {
    service.close();
    store.close();
    s3.close();
    database.close();
    broker.close();
  }

  private List<Deed> deeds(int upgrades, int kills) {
    List<Deed> all = new ArrayList<>(Collections.nCopies(upgrades - 1, Deed.ANNOUNCE));
    all.addAll(Collections.nCopies(kills, Deed.KILL_SERVICE));
    int some = Math.max(1, kills / 5);
    for (Deed deed :
        List.of(
            Deed.RESTART_BROKER,
            Deed.RESTART_DATABASE,
            Deed.BREAK_STORE,
            Deed.HANG_STORE,
            Deed.KILL_CHILD,
            Deed.HANG_CHILD)) {
      all.addAll(Collections.nCopies(some, deed));
    }
    Collections.shuffle(all, random);
    all.add(0, Deed.ANNOUNCE);
    return all;
  }

  private void does(Deed deed) throws Exception {
    deeds.merge(deed.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), 1, Integer::sum);
    store.is(FlakyPort.Mood.PASSES_ON);
    switch (deed) {
      case ANNOUNCE -> announce();
      case KILL_SERVICE -> {
        service.kill();
        service = service();
      }
      case RESTART_BROKER -> broker.killAndRestart();
      case RESTART_DATABASE -> database.crashAndRestart();
      case BREAK_STORE -> store.is(FlakyPort.Mood.BREAKS_OFF);
      case HANG_STORE -> store.is(FlakyPort.Mood.HANGS);
      case KILL_CHILD -> aChild().ifPresent(ProcessHandle::destroyForcibly);
      case HANG_CHILD -> hangChild();
      default -> throw new IllegalStateException(deed.name());
    }
  }

  private void announce() throws IOException {
    int number = announced++;
    String model = MODELS.get(number % MODELS.size());
    Path file = folder.resolve("incoming-" + number + ".pt");
    float bias = number % BAD == BAD - 1 ? 50 + number : 0.001f + number * 1e-5f;
    TinyModels.binary(bias).write(file);
    URI artifact = s3.put("models", file.getFileName().toString(), file);
    Topic events = new Topic(broker.bootstrapServers(), "model-events");
    int times = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      events.send(
          model,
          """
          {"model": "%s", "version": "v%d", "artifact": {"uri": "%s"}}"""
              .formatted(model, number, artifact),
          Map.of(
              "ce_specversion", "1.0",
              "ce_id", "event-" + number,
              "ce_source", "/chaos",
              "ce_type", "dev.bckd.model.published.v1",
              "content-type", "application/json"));
    }
  }

  /** It ends where its database is away when it starts; who runs it starts it again. */
  private void supervise() throws IOException {
    if (!service.alive()) {
      deeds.merge("start again", 1, Integer::sum);
      service = service();
    }
  }

  /** A worker, or a served version. */
  private Optional<ProcessHandle> aChild() {
    List<ProcessHandle> children =
        Stream.of(StageWorker.class, ServingWorker.class)
            .flatMap(main -> service.children(main.getName()).stream())
            .toList();
    return children.isEmpty()
        ? Optional.empty()
        : Optional.of(children.get(random.nextInt(children.size())));
  }

  /** It is there, and does nothing any more. */
  private void hangChild() throws IOException, InterruptedException {
    Optional<ProcessHandle> child = aChild();
    if (child.isPresent()) {
      new ProcessBuilder("kill", "-STOP", Long.toString(child.get().pid())).start().waitFor();
    }
  }

  private boolean quiet(int upgrades) {
    Journal journal = journal();
    List<Upgrade> all = journal.newest(upgrades + 1);
    return all.size() == upgrades && all.stream().allMatch(upgrade -> upgrade.state().ended());
  }

  /** Which version answers for each model, once one does. */
  private Map<String, String> answering() {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> new ServedVersions().look(service, MODELS),
            versions -> versions.size() == MODELS.size());
  }

  private Journal journal() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(EmbeddedDatabase.USER);
    source.setPassword(database.password());
    return new JdbcJournal(source, Clock.systemUTC());
  }

  private RunningService service() throws IOException {
    Map<String, String> environment = new HashMap<>(s3.environment());
    environment.put("AWS_ENDPOINT_URL_S3", store.address().toString());
    environment.put("BCKD_STORE", "s3://store/bckd");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    environment.put("BCKD_ANSWER_LIMIT", "PT2S");
    environment.put("BCKD_STAGE_LIMIT", "PT20S");
    environment.put("BCKD_DATABASE_URL", database.jdbcUrl());
    environment.put("BCKD_DATABASE_USER", EmbeddedDatabase.USER);
    environment.put("BCKD_DATABASE_PASSWORD", database.password());
    return RunningService.start(folder.resolve("home"), folder.resolve("policies"), environment);
  }
}
