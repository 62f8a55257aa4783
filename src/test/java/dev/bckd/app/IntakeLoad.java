package dev.bckd.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The intake of the packaged program under load: events sent by Kafka, times taken by the broker's
 * clock and the journal's, which are one machine's.
 *
 * <p>The models have no policy: an upgrade that is carried out fails at once, so that what is
 * measured is the way of the events.
 */
public final class IntakeLoad {
  private static final int RATE = Integer.getInteger("bckd.bench.rate", 1000);
  private static final int SECONDS = Integer.getInteger("bckd.bench.seconds", 60);
  private static final int BACKLOG = Integer.getInteger("bckd.bench.backlog", 100_000);
  private static final Duration PATIENCE =
      Duration.ofSeconds(Integer.getInteger("bckd.bench.patience", 600));
  private static final int MODELS = 1000;
  private static final int BACKLOG_MODELS = 100;

  private final LoadedService service;

  private IntakeLoad(LoadedService service) {
    this.service = service;
  }

  /** Measures and prints. */
  public static void main(String... arguments) throws Exception {
    Path folder = Files.createTempDirectory("intake-load");
    try (LoadedService service = LoadedService.start(folder)) {
      service.topics().stampByTheBroker("model-events");
      service.topics().stampByTheBroker("upgrade-events");
      service.topics().send("/warm-up", RATE * 5, RATE, MODELS);
      service.awaitAccepted("/warm-up", RATE * 5, PATIENCE);
      IntakeLoad load = new IntakeLoad(service);
      load.steady(RATE * SECONDS);
      if (BACKLOG > 0) {
        load.backlog();
      }
      print("%nstopped in %.1f s", service.stop().toMillis() / 1e3);
    } finally {
      delete(folder);
    }
  }

  private void steady(int events) throws Exception {
    print("%nINTAKE, %,d events a second for %d s, %,d models", RATE, SECONDS, MODELS);
    Memory before = Memory.of(service);
    Duration processor = service.processes().processor();
    long first = service.topics().end("model-events");
    long firstTold = service.topics().end("upgrade-events");
    long start = System.nanoTime();
    service.topics().send("/load", events, RATE, MODELS);
    double sending = since(start);
    service.awaitAccepted("/load", events, PATIENCE);
    print("sent in %.1f s, all accepted %.1f s after", sending, since(start) - sending);
    print(
        "processor time of service and database: %.2f ms an event",
        service.processes().processor().minus(processor).toNanos() / 1e6 / events);
    double[] sent = new double[events];
    service
        .topics()
        .read(
            "model-events",
            first,
            record -> sent[Integer.parseInt(Topic.header(record, "ce_id"))] = record.timestamp());
    print("broker to journal    %s", differences(sent, service.accepted("/load", events)));
    print("broker to announced  %s", differences(sent, told(events, firstTold)));
    print("before: %s; after: %s", before, Memory.of(service));
  }

  private void backlog() throws Exception {
    print(
        "%nBACKLOG, %,d events for %d models, as fast as they can be sent",
        BACKLOG, BACKLOG_MODELS);
    Memory before = Memory.of(service);
    long start = System.nanoTime();
    service.topics().send("/backlog", BACKLOG, Integer.MAX_VALUE, BACKLOG_MODELS);
    double sending = since(start);
    service.awaitAccepted("/backlog", BACKLOG, PATIENCE);
    double accepting = since(start);
    print(
        "sent in %.1f s, accepted in %.1f s: %,.0f events a second",
        sending, accepting, BACKLOG / accepting);
    boolean drained = service.drained("/backlog", PATIENCE);
    print(
        "%s after %.1f s: %,.0f upgrades a second",
        drained ? "all ended" : "NOT all ended", since(start), BACKLOG / since(start));
    print("before: %s; after: %s", before, Memory.of(service));
    for (Map.Entry<String, Long> state : service.states("/backlog").entrySet()) {
      print("  %-12s %,8d", state.getKey(), state.getValue());
    }
  }

  /**
   * What the service's process has.
   *
   * @param heap in use after a full collection, megabytes
   * @param resident all of its memory, the heap's free part included, megabytes
   */
  private record Memory(long heap, long resident) {
    static Memory of(LoadedService service) throws Exception {
      return new Memory(service.heap(), service.processes().resident());
    }

    @Override
    public String toString() {
      return "heap " + heap + " MB, resident " + resident + " MB";
    }
  }

  /** When each event's upgrade was announced as accepted, milliseconds since 1970. */
  private double[] told(int events, long from) throws SQLException {
    Map<String, Integer> numbers = service.numbers("/load");
    double[] told = new double[events];
    Arrays.fill(told, Double.POSITIVE_INFINITY);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Double.isInfinite(Arrays.stream(told).max().orElse(0)) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      service
          .topics()
          .read(
              "upgrade-events",
              from,
              record -> {
                Integer number = numbers.get(Topic.header(record, "ce_subject"));
                if (number != null && Topic.header(record, "ce_type").endsWith(".accepted.v1")) {
                  told[number] = record.timestamp();
                }
              });
    }
    return told;
  }

  private static String differences(double[] from, double[] to) {
    double[] sorted = new double[from.length];
    Arrays.setAll(sorted, i -> to[i] - from[i]);
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms, p99 %.0f ms, p99.9 %.0f ms, most %.0f ms",
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.99)],
        sorted[(int) (sorted.length * 0.999)],
        sorted[sorted.length - 1]);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
