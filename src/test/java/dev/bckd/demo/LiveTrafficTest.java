package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.demo.LocalServer.Reply;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveTrafficTest {
  private static final String OUTPUT = "{\"outputs\": [{\"name\": \"logits\", \"data\": [0.5]}]}";

  @Test
  void countsAnswersByTheVersionThatGaveThem() throws Exception {
    AtomicReference<String> version = new AtomicReference<>("1");
    AtomicInteger asked = new AtomicInteger();
    try (LocalServer server =
            new LocalServer(
                (path, body) -> {
                  asked.incrementAndGet();
                  return new Reply(200, version.get(), OUTPUT);
                });
        LiveTraffic traffic = new LiveTraffic(server.address(), List.of("a", "b"))) {
      await().until(() -> traffic.count().answeredBy("1"));
      version.set("2");
      await().until(() -> traffic.count().answeredBy("2"));

      TrafficCount count = traffic.stop();

      assertThat(count.answers()).isEqualTo(asked.get());
      assertThat(count.answered()).containsOnlyKeys("1", "2");
      assertThat(count.failed()).isZero();
      assertThat(count.firstFailure()).isEmpty();
    }
  }

  @Test
  void sendsEveryBodyInTurn() throws Exception {
    Queue<String> bodies = new ConcurrentLinkedQueue<>();
    try (LocalServer server =
            new LocalServer(
                (path, body) -> {
                  bodies.add(body);
                  return new Reply(200, "1", OUTPUT);
                });
        LiveTraffic traffic = new LiveTraffic(server.address(), List.of("a", "b", "c"))) {
      await().until(() -> traffic.count().answers() >= 9);

      assertThat(bodies).contains("a", "b", "c");
    }
  }

  @Test
  void aStatusThatIsNotOkIsAFailure() throws Exception {
    assertFailure(new Reply(503, "1", "no model"), "status 503: no model");
  }

  @Test
  void anAnswerWithoutOutputsIsAFailure() throws Exception {
    assertFailure(new Reply(200, "1", "{\"outputs\": []}"), "no outputs");
  }

  @Test
  void anAnswerThatIsNoJsonIsAFailure() throws Exception {
    assertFailure(new Reply(200, "1", "<html>"), "JsonParseException");
  }

  @Test
  void aServerThatIsNotThereIsAFailure() throws Exception {
    URI nobody;
    try (LocalServer server = new LocalServer((path, body) -> Reply.ok(OUTPUT))) {
      nobody = server.address();
    }
    try (LiveTraffic traffic = new LiveTraffic(nobody, List.of("a"))) {
      await().until(() -> traffic.count().failed() > 3);

      assertThat(traffic.stop().firstFailure()).get().asString().contains("ConnectException");
    }
  }

  private static void assertFailure(Reply reply, String expected) throws Exception {
    try (LocalServer server = new LocalServer((path, body) -> reply);
        LiveTraffic traffic = new LiveTraffic(server.address(), List.of("a"))) {
      await().until(() -> traffic.count().failed() > 3);

      TrafficCount count = traffic.stop();

      assertThat(count.answers()).isZero();
      assertThat(count.firstFailure()).get().asString().contains(expected);
    }
  }
}
