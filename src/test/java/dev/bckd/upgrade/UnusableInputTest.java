package dev.bckd.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.bckd.distillation.Training;
import dev.bckd.gates.Decision;
import dev.bckd.inference.djl.DjlScoringEngine;
import dev.bckd.model.Artifact;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import dev.bckd.model.Role;
import dev.bckd.model.cache.CachedFiles;
import dev.bckd.model.cache.ContentCache;
import dev.bckd.model.cache.Demands;
import dev.bckd.model.files.FileSource;
import dev.bckd.model.files.FolderStore;
import dev.bckd.model.https.AllowedHosts;
import dev.bckd.model.https.HttpsSource;
import dev.bckd.policy.yaml.YamlPolicies;
import dev.bckd.serving.embedded.EmbeddedModelServer;
import dev.bckd.testing.HandClock;
import dev.bckd.testing.HttpsFiles;
import dev.bckd.testing.TinyTask;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What cannot be used, announced to the real stages between event and traffic, with real files, a
 * real web server and a real model server: the upgrade fails and says why, nothing is left of it,
 * and the next one is promoted.
 */
class UnusableInputTest {
  private static final Training TRAINING =
      new Training("plain", 1, 1, 1, "cpu", false, List.of(), List.of(), List.of());

  private static final long LIMIT = 1 << 20;
  private static final long TEN_GIGABYTES = 10_000_000_000L;

  @TempDir private static Path certificates;
  private static HttpsFiles web;

  @TempDir private Path folder;
  private final HandClock clock = new HandClock();
  private final MemoryJournal journal = new MemoryJournal(clock);
  private final PausesInMemory pauses = new PausesInMemory();
  private final Watch watch = new Watch(journal, pauses, Duration.ofSeconds(1));
  private TinyTask task;

  /** What is wrong, and what is said of it. */
  private enum Wrong {
    DIGEST("incoming.pt: expected sha256 0000.* found "),
    NO_FILE("none.pt: no such file"),
    NO_OBJECT("none.pt: .*the server answers 404"),
    BROKEN_OFF("given up after 3 tries: .*short.pt"),
    HALF_A_FILE("half.pt: it is truncated or no model at all"),
    VERSION_LEADS_OUT("version: '../../x' cannot name a file"),
    MODEL_LEADS_OUT("expected a policy with spec.model '../../x', found none"),
    RECORD_LEADS_OUT("evil.pt: its record 'model/../../x' leads out of the archive"),
    LARGE_FILE("large.pt: has 10000000000 bytes; expected at most 1048576 bytes"),
    LARGE_BY_ITS_LENGTH("large.pt: has 10000000000 bytes; expected at most 1048576 bytes"),
    LARGE_WITHOUT_LENGTH("endless.pt: .*expected at most 1048576 bytes"),
    OUTSIDE("secret.pt: .*BCKD_FILE_ROOTS"),
    OUTSIDE_BY_DOTS("secret.pt: .*BCKD_FILE_ROOTS"),
    OUTSIDE_BY_LINK("link.pt: .*BCKD_FILE_ROOTS"),
    POLICY_GONE_BEFORE_FETCHING("expected a policy with spec.model 'tiny', found none"),
    POLICY_GONE_BEFORE_ROLLOUT("expected a policy with spec.model 'tiny', found none");

    private final String reason;

    Wrong(String reason) {
      this.reason = reason;
    }
  }

  @BeforeAll
  static void aWebServer() throws Exception {
    web = HttpsFiles.start(certificates);
    web.at("/none.pt", exchange -> HttpsFiles.answer(exchange, 404));
    web.at("/short.pt", exchange -> some(exchange, 100_000));
    web.at("/large.pt", exchange -> some(exchange, TEN_GIGABYTES));
    web.at("/endless.pt", UnusableInputTest::endless);
  }

  @AfterAll
  static void stops() {
    web.close();
  }

  @BeforeEach
  void aModelAndItsPolicy() throws Exception {
    clock.move(Duration.between(Instant.EPOCH, Instant.now()));
    task = TinyTask.in(Files.createDirectory(folder.resolve("task")));
  }

  @AfterEach
  void stopWatching() {
    watch.close();
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void failsWithTheReasonAndHarmsNoOther(Wrong wrong) throws Exception {
    Upgrade bad = accept("bad", version(wrong), artifact(wrong));
    Path policy = task.policy();
    Path aside = folder.resolve("aside.yaml");
    if (wrong == Wrong.POLICY_GONE_BEFORE_FETCHING) {
      Files.move(policy, aside);
    }
    try (EmbeddedModelServer server = new EmbeddedModelServer(new DjlScoringEngine())) {
      work(
          bad,
          server,
          wrong == Wrong.POLICY_GONE_BEFORE_ROLLOUT ? Optional.of(aside) : Optional.empty());

      Upgrade end = journal.find(bad.id()).orElseThrow();
      assertThat(end.state()).isEqualTo(UpgradeState.FAILED);
      assertThat(end.reason().orElse("")).containsPattern(wrong.reason);
      assertThat(left()).as("half a file").isEmpty();
      assertThat(folder.resolve("x")).doesNotExist();

      if (Files.exists(aside)) {
        Files.move(aside, policy);
      }
      Upgrade good = accept("good", new ModelVersion(TinyTask.MODEL, "3"), file(task.incoming()));
      work(good, server, Optional.empty());

      assertThat(journal.find(good.id()).orElseThrow().state()).isEqualTo(UpgradeState.PROMOTED);
      assertThat(server.stable(TinyTask.MODEL)).contains(new ModelVersion(TinyTask.MODEL, "3"));
    }
  }

  private ModelVersion version(Wrong wrong) {
    return switch (wrong) {
      case VERSION_LEADS_OUT -> new ModelVersion(TinyTask.MODEL, "../../x");
      case MODEL_LEADS_OUT -> new ModelVersion("../../x", "2");
      default -> new ModelVersion(TinyTask.MODEL, "2");
    };
  }

  private Artifact artifact(Wrong wrong) throws IOException {
    Path secret = Files.copy(task.incoming(), folder.resolve("secret.pt"));
    return switch (wrong) {
      case DIGEST -> new Artifact(task.incoming().toUri(), Optional.of(new Digest("0".repeat(64))));
      case NO_FILE -> file(task.folder().resolve("none.pt"));
      case NO_OBJECT -> at(web.uri("/none.pt"));
      case BROKEN_OFF -> at(web.uri("/short.pt"));
      case HALF_A_FILE -> file(half());
      case RECORD_LEADS_OUT -> file(leadingOut());
      case LARGE_FILE -> file(sparse());
      case LARGE_BY_ITS_LENGTH -> at(web.uri("/large.pt"));
      case LARGE_WITHOUT_LENGTH -> at(web.uri("/endless.pt"));
      case OUTSIDE -> file(secret);
      case OUTSIDE_BY_DOTS -> at(URI.create(task.folder().toUri() + "../secret.pt"));
      case OUTSIDE_BY_LINK ->
          file(Files.createSymbolicLink(task.folder().resolve("link.pt"), secret));
      default -> file(task.incoming());
    };
  }

  private static Artifact file(Path path) {
    return at(path.toUri());
  }

  private static Artifact at(URI uri) {
    return new Artifact(uri, Optional.empty());
  }

  private Path half() throws IOException {
    byte[] whole = Files.readAllBytes(task.incoming());
    return Files.write(task.folder().resolve("half.pt"), Arrays.copyOf(whole, whole.length / 2));
  }

  private Path leadingOut() throws IOException {
    Path file = task.folder().resolve("evil.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("model/data.pkl"));
      zip.putNextEntry(new ZipEntry("model/../../x"));
    }
    return file;
  }

  private Path sparse() throws IOException {
    Path file = task.folder().resolve("large.pt");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(TEN_GIGABYTES);
    }
    return file;
  }

  /** Says how much there is and sends less. */
  private static void some(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    exchange.getResponseBody().write(new byte[1000]);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  /** In chunks, until the other side has had enough. */
  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (long sent = 0; sent < TEN_GIGABYTES; sent += LIMIT / 16) {
        out.write(new byte[(int) LIMIT / 16]);
      }
    }
  }

  private Upgrade accept(String event, ModelVersion version, Artifact artifact) {
    return journal.accept(new Announcement("/test", event, version, artifact)).upgrade();
  }

  /** Until there is nothing left to do; time passes where it is waited for. */
  private void work(Upgrade upgrade, EmbeddedModelServer server, Optional<Path> takesThePolicy) {
    YamlPolicies policies = new YamlPolicies(task.policies(), problem -> {});
    StoredArtifacts artifacts =
        new StoredArtifacts(files(), new FolderStore(folder.resolve("store")));
    Stages stages =
        new Stages(
            Map.of(
                Action.FETCH,
                new FetchStage(policies, journal, artifacts, new DjlScoringEngine(), Purpose.SERVE),
                Action.DISTIL,
                it -> new Step.Distilled(it.fetched().orElseThrow().incoming(), TRAINING),
                Action.JUDGE,
                it -> judged(takesThePolicy),
                Action.ROLL_OUT,
                new RollOutStage(policies, journal, artifacts, server, clock)));
    Runner runner = new Runner(journal, stages, Progress.SILENT, clock);
    Retries retries = new Retries(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, 3);
    PutBack putBack = new PutBack(policies, journal, artifacts, server);
    Setbacks setbacks = new Setbacks(runner, putBack, retries, clock);
    ModelWorker worker = new ModelWorker("a", journal, pauses, runner, setbacks, watch, clock);
    String model = upgrade.version().model();
    for (Optional<Instant> next = worker.work(model, () -> false);
        next.isPresent();
        next = worker.work(model, () -> false)) {
      clock.move(Duration.between(clock.instant(), next.get()));
    }
  }

  private Step judged(Optional<Path> takesThePolicy) {
    try {
      if (takesThePolicy.isPresent()) {
        Files.move(task.policy(), takesThePolicy.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Step.Judged(Role.INCOMING, Decision.PROMOTE, "fine", task.incoming().toUri());
  }

  private CachedFiles files() {
    return new CachedFiles(
        Map.of(
            "file",
            FileSource.within(List.of(task.folder())),
            "https",
            new HttpsSource(
                AllowedHosts.of("test", web.authority()), web.sockets(), Duration.ofSeconds(5))),
        new ContentCache(folder.resolve("cache"), 100 * LIMIT, clock),
        new Demands(LIMIT, false, Optional.empty(), uri -> false));
  }

  /** Files of the cache that are no entry's. */
  private List<Path> left() throws IOException {
    Path cache = folder.resolve("cache");
    if (!Files.exists(cache)) {
      return List.of();
    }
    Predicate<Path> entry =
        path ->
            cache.relativize(path).getName(0).toString().matches("[0-9a-f]{64}|in-use|revisions");
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(Files::isRegularFile).filter(entry.negate()).toList();
    }
  }
}
