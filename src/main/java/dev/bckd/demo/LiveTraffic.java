package dev.bckd.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Customers who go on asking while the model behind them changes: a few at a time, each waiting for
 * the answer before the next request.
 */
final class LiveTraffic implements AutoCloseable {
  private static final int CUSTOMERS = 3;

  /** Between an answer and the same customer's next request: about 50 requests a second in all. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** A customer who waits longer is gone: the request has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final ScheduledExecutorService customers = Executors.newScheduledThreadPool(CUSTOMERS);
  private TrafficCount count = TrafficCount.NONE;
  private final AtomicInteger next = new AtomicInteger();
  private final URI infer;
  private final List<String> bodies;

  /**
   * Starts the requests.
   *
   * @param infer address of the model's {@code infer}
   * @param bodies request bodies, sent in turn
   */
  LiveTraffic(URI infer, List<String> bodies) {
    this.infer = infer;
    this.bodies = List.copyOf(bodies);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      // A failure is counted, never thrown: a thrown one would end the schedule in silence.
      var unused =
          customers.scheduleWithFixedDelay(this::ask, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What became of the requests that are over. */
  synchronized TrafficCount count() {
    return count;
  }

  private synchronized void counted(UnaryOperator<TrafficCount> one) {
    count = one.apply(count);
  }

  private void ask() {
    String body = bodies.get(Math.floorMod(next.getAndIncrement(), bodies.size()));
    HttpRequest request =
        HttpRequest.newBuilder(infer)
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      String version = version(answer);
      counted(so -> so.plusAnswer(version));
    } catch (HttpTimeoutException e) {
      failed("no answer within " + PATIENCE.toSeconds() + " s");
    } catch (IOException | RuntimeException e) {
      failed(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed(String what) {
    counted(so -> so.plusFailure(what));
  }

  /**
   * The version that answered.
   *
   * @throws IOException if this is no answer: another status than 200, or no outputs
   */
  private static String version(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + ": " + answer.body());
    }
    JsonNode body = JSON.readTree(answer.body());
    if (body.path("outputs").path(0).path("data").isEmpty()) {
      throw new IOException("no outputs in: " + answer.body());
    }
    return answer
        .headers()
        .firstValue("bckd-version")
        .orElseGet(() -> body.path("model_version").asText("unknown"));
  }

  /** Lets the requests under way finish and starts no other; what became of all of them. */
  TrafficCount stop() {
    customers.shutdown();
    try {
      if (!customers.awaitTermination(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS)) {
        customers.shutdownNow();
      }
    } catch (InterruptedException e) {
      customers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    return count();
  }

  @Override
  public void close() {
    stop();
  }
}
