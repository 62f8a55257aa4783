package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bckd.demo.shop.ShopWorld;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Announces the shop's incoming ranker to a running service and watches what becomes of it, while
 * live requests go on. Uses nothing of the service but its public faces: the topic, HTTP, the
 * inference protocol.
 */
public final class Demo {
  /** Promoted, and every live request was answered. */
  public static final int DONE = 0;

  /** Not promoted, or a live request failed. */
  public static final int NOT_PROMOTED = 1;

  /** The service or the broker cannot be reached. */
  public static final int UNAVAILABLE = 69;

  private static final String MODEL = ShopWorld.MODEL;
  private static final Duration SERVICE_STARTS_WITHIN = Duration.ofMinutes(2);

  /** Requests seen to be answered before the event, and after the end, in time. */
  private static final Duration SETTLE = Duration.ofMillis(1500);

  private final Service service;
  private final ModelEvents events;
  private final ShopWorld world;
  private final PrintStream out;
  private final PrintStream progress;
  private final long start = System.nanoTime();

  /**
   * @param base address of the running service, such as {@code http://localhost:8080}
   * @param bootstrapServers the broker it listens to
   * @param world the shop, as it was prepared before the service started
   * @param out for the result
   * @param progress for everything else
   */
  public Demo(
      URI base, String bootstrapServers, ShopWorld world, PrintStream out, PrintStream progress) {
    this.service = new Service(base);
    this.events = new ModelEvents(bootstrapServers);
    this.world = world;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs one upgrade, and prints the decision, the three models side by side and what became of the
   * live requests.
   *
   * @return the exit code: {@link #DONE}, {@link #NOT_PROMOTED} or {@link #UNAVAILABLE}
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public int run() throws InterruptedException {
    try {
      awaitModel();
      return upgrade();
    } catch (IOException e) {
      progress.println("bckd demo: " + e.getMessage());
      return UNAVAILABLE;
    }
  }

  private void awaitModel() throws IOException, InterruptedException {
    long until = System.nanoTime() + SERVICE_STARTS_WITHIN.toNanos();
    while (!service.ready(MODEL)) {
      if (System.nanoTime() > until) {
        throw new IOException(
            service.at("/v2/models/" + MODEL + "/ready") + " does not say that it is ready");
      }
      Thread.sleep(200);
    }
    say("serving", MODEL + " answers requests");
  }

  private int upgrade() throws IOException, InterruptedException {
    List<JsonNode> seen;
    TrafficCount traffic;
    try (LiveTraffic live =
        new LiveTraffic(service.at("/v2/models/" + MODEL + "/infer"), world.liveRequests())) {
      Thread.sleep(SETTLE.toMillis());
      String version = world.incoming();
      UpgradeWatch watch = UpgradeWatch.before(service, MODEL);
      announce(version);
      seen = watch.follow(version, this::say);
      Thread.sleep(SETTLE.toMillis());
      traffic = live.stop();
    }
    JsonNode end = seen.get(seen.size() - 1);
    new Result(service, out).print(seen, traffic);
    boolean promoted = end.path("state").asText().equals("PROMOTED");
    return promoted && traffic.failed() == 0 && traffic.answers() > 0 ? DONE : NOT_PROMOTED;
  }

  private void announce(String version) throws IOException, InterruptedException {
    Path file = world.model(version);
    events.publish(
        new ModelEvent(
            UUID.randomUUID().toString(),
            Instant.now(),
            new ModelVersion(MODEL, version),
            file.toUri(),
            Digest.of(file)));
    world.announced(version);
    say("announced", "version " + version + " on topic " + ModelEvent.TOPIC);
  }

  private void say(JsonNode upgrade) {
    say(upgrade.path("state").asText().toLowerCase(Locale.ROOT), Telling.of(upgrade));
  }

  private void say(String stage, String line) {
    double seconds = (System.nanoTime() - start) / 1e9;
    progress.println(String.format(Locale.ROOT, "%7.1f s  %-12s %s", seconds, stage, line));
  }
}
