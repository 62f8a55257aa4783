package dev.bckd.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.app.embedded.EmbeddedBroker;
import dev.bckd.app.embedded.EmbeddedDatabase;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each role in a process of its own, on a broker and a database that somebody else runs: here, this
 * test. They share these, a store and the folder of policies.
 */
class RolesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration TO_STOP = Duration.ofSeconds(10);
  private static final String STAGE = "dev.bckd.worker.StageWorker";
  private static final String SERVED = "dev.bckd.worker.ServingWorker";
  private static final Pattern EPOCH = Pattern.compile("epoch (\\d+): ");

  private static final Map<String, String> EVENT =
      Map.of(
          "ce_specversion", "1.0",
          "ce_id", "event",
          "ce_source", "/training",
          "ce_type", "dev.bckd.model.published.v1",
          "content-type", "application/json");

  @TempDir private Path folder;
  private TinyTask task;
  private EmbeddedBroker broker;
  private EmbeddedDatabase database;
  private boolean databaseIsThere = true;

  @BeforeEach
  void whatTheyShare() throws Exception {
    task = TinyTask.in(folder);
    // Long enough to be stopped in.
    Files.writeString(
        task.policy(),
        Files.readString(task.policy()).replace("batch: 32", "batch: 32, epochs: 12"));
    broker = EmbeddedBroker.start(folder.resolve("broker"), Foundations.TOPICS);
    database = EmbeddedDatabase.start(folder.resolve("database"));
  }

  @AfterEach
  void stop() {
    broker.close();
    takeTheDatabaseAway();
  }

  private void takeTheDatabaseAway() {
    if (databaseIsThere) {
      database.close();
      databaseIsThere = false;
    }
  }

  @Test
  void workTogetherAndStopGracefullyInTheMidstOfWork() throws Exception {
    try (RunningService control = start("control");
        RunningService router = start("router")) {
      String upgrade;
      List<Integer> before;
      try (RunningService worker = start("worker")) {
        await().atMost(PATIENCE).until(() -> ready(control, router, worker));
        upgrade = announced(control);
        await().atMost(PATIENCE).until(() -> epochs("worker").contains(2));

        stopsInTime(worker);

        before = epochs("worker");
        assertThat(kept()).as("what was learnt").hasSize(1);
        assertThat(control.text(upgrade + "/journal")).contains("released");
        assertThat(state(control, upgrade)).isEqualTo("DISTILLING");
      }
      try (RunningService worker = start("worker")) {
        await().atMost(PATIENCE).until(() -> state(control, upgrade), "PROMOTED"::equals);
        List<Integer> after = epochs("worker").subList(before.size(), epochs("worker").size());
        assertThat(after.get(0))
            .as("goes on")
            .isGreaterThanOrEqualTo(before.get(before.size() - 1));
        await().atMost(PATIENCE).until(() -> router.text("/v2/models/tiny").contains("2-bckd.1"));
        eachDoesItsOwn(control, worker, router);
      }
      announcedTheEnd();
      stopsInTime(control);
      hasLeftItsGroup();
      goesOnWithoutTheDatabase(router);
    }
    for (String role : List.of("control", "worker", "router")) {
      assertThat(home(role).resolve("kafka")).doesNotExist();
      assertThat(home(role).resolve("postgres")).doesNotExist();
    }
  }

  private void eachDoesItsOwn(RunningService control, RunningService worker, RunningService router)
      throws Exception {
    assertThat(control.children(SERVED)).isEmpty();
    assertThat(epochs("control")).isEmpty();
    assertThat(epochs("router")).isEmpty();
    assertThat(router.children(STAGE)).isEmpty();
    assertThat(control.text("/v2/models/tiny")).contains("this replica has not the role router");
    assertThat(worker.text("/api/v1/upgrades")).contains("this replica has not the role control");
    assertThat(router.text("/api/v1/upgrades")).contains("this replica has not the role control");
    assertThat(control.get("/api/v1/models").at("/0/deployed").asText()).isEqualTo("2-bckd.1");
  }

  private void goesOnWithoutTheDatabase(RunningService router) throws Exception {
    takeTheDatabaseAway();
    assertThat(router.ready()).isTrue();
    assertThat(router.text("/v2/models/tiny")).contains("2-bckd.1");
    assertThat(router.children(SERVED)).hasSize(1);
  }

  private static void stopsInTime(RunningService service) throws InterruptedException {
    long begun = System.nanoTime();
    assertThat(service.stop()).isIn(0, 143);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.println("stopped within " + took);
    assertThat(took).isLessThan(TO_STOP);
  }

  private String announced(RunningService control) throws Exception {
    new Topic(broker.bootstrapServers(), "model-events")
        .send(
            TinyTask.MODEL,
            """
            {"model": "tiny", "version": "2", "artifact": {"uri": "%s"}}
            """
                .formatted(task.incoming().toUri()),
            EVENT);
    await().atMost(PATIENCE).until(() -> control.get("/api/v1/upgrades").size() == 1);
    return control.get("/api/v1/upgrades").at("/0/links/self").asText();
  }

  private void announcedTheEnd() {
    assertThat(
            new Topic(broker.bootstrapServers(), "upgrade-events")
                .until(
                    record -> true,
                    record ->
                        new String(record.value(), StandardCharsets.UTF_8).contains("PROMOTED")))
        .isNotEmpty();
  }

  private void hasLeftItsGroup() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.describeConsumerGroups(Set.of("bckd")).all().get().get("bckd").members())
          .isEmpty();
    }
  }

  private RunningService start(String role) throws IOException {
    return RunningService.start(
        home(role),
        task.policies(),
        Map.of(
            "BCKD_ROLES",
            role,
            "BCKD_STORE",
            folder.resolve("store").toString(),
            "KAFKA_BOOTSTRAP_SERVERS",
            role.equals("control") ? broker.bootstrapServers() : "",
            "BCKD_DATABASE_URL",
            database.jdbcUrl(),
            "BCKD_DATABASE_USER",
            EmbeddedDatabase.USER,
            "BCKD_DATABASE_PASSWORD",
            database.password()));
  }

  private static boolean ready(RunningService... services) {
    assertThat(services).allMatch(RunningService::alive);
    return Stream.of(services).allMatch(RunningService::ready);
  }

  private static String state(RunningService service, String upgrade) throws Exception {
    return service.get(upgrade).path("state").asText();
  }

  /** Numbers of the epochs that were told of, in their order. */
  private List<Integer> epochs(String role) throws IOException {
    Path log = home(role).resolve("log").resolve("bckd.log");
    if (!Files.exists(log)) {
      return List.of();
    }
    return Files.readAllLines(log).stream()
        .flatMapToInt(line -> epoch(EPOCH.matcher(line)))
        .boxed()
        .toList();
  }

  private static IntStream epoch(Matcher line) {
    return line.find() ? IntStream.of(Integer.parseInt(line.group(1))) : IntStream.empty();
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(home("worker").resolve("cache").resolve("trainings"))) {
      return files.filter(file -> file.toString().endsWith(".checkpoint")).toList();
    }
  }

  private Path home(String role) {
    return folder.resolve("home-" + role);
  }
}
