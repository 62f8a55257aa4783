package dev.bckd.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bckd.intake.CloudEventReader;
import dev.bckd.intake.MalformedEvent;
import dev.bckd.intake.MalformedEvents;
import dev.bckd.upgrade.Journal;
import dev.bckd.upgrade.UpgradeState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Ten thousand events that are none, on a real broker: each is kept, none stops the channel. */
@QuarkusTest
@WithTestResource(FoundationsResource.class)
class MalformedEventsTest {
  private static final int EVENTS = 10_000;
  private static final int BY_HTTP = 300;
  private static final long SEED = 20261122;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TopicPartition DEAD = new TopicPartition("model-events-dlq", 0);

  @Inject Journal journal;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @TestHTTPResource("/api/v1/model-events")
  URI address;

  @Test
  void keepsEveryEventThatIsNoneWithTheReasonAndGoesOn() throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(DEAD));
      consumer.seekToEnd(List.of(DEAD));
      long before = consumer.position(DEAD);
      List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
      MalformedEvents events = new MalformedEvents(SEED);
      for (int i = 0; i < EVENTS; i++) {
        sent.add(record(events.next(), i));
      }
      ProducerRecord<byte[], byte[]> good = good();
      sent.add(good);

      send(sent);
      await().atMost(PATIENCE).until(() -> promoted(text(good.headers().lastHeader("ce_id"))));

      Map<Integer, ConsumerRecord<byte[], byte[]>> dead = read(consumer, before);
      assertThat(consumer.endOffsets(List.of(DEAD)).get(DEAD) - before).isEqualTo(EVENTS);
      assertThat(dead).hasSize(EVENTS);
      for (int i = 0; i < EVENTS; i++) {
        assertIsKept(sent.get(i), dead.get(i));
      }
    }
    assertThat(given().get("/q/health").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesEveryEventByHttpWithAProblem() throws Exception {
    MalformedEvents events = new MalformedEvents(SEED);
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    for (int i = 0; i < BY_HTTP; i++) {
      MalformedEvent event = events.nextBody();
      HttpRequest.Builder request = HttpRequest.newBuilder(address);
      event
          .headers()
          .forEach(
              header ->
                  request.header(
                      header.getKey().replace("ce_", "ce-"),
                      new String(header.getValue(), StandardCharsets.UTF_8)));
      byte[] value = event.value();
      HttpResponse<String> answer =
          http.send(
              request
                  .POST(
                      value == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofByteArray(value))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).as("%s, %s", event.kind(), answer.body()).isEqualTo(400);
      assertThat(answer.headers().firstValue("content-type").orElse(""))
          .startsWith("application/problem+json");
    }
    assertThat(journal.newest(1000))
        .noneMatch(upgrade -> upgrade.announcement().id().startsWith("bad-"));
  }

  private static void assertIsKept(
      ProducerRecord<byte[], byte[]> sent, ConsumerRecord<byte[], byte[]> kept) {
    String kind = text(sent.headers().lastHeader("kind"));
    assertThat(kept.value()).as(kind).isEqualTo(sent.value());
    assertThat(kept.key()).as(kind).isEqualTo(sent.key());
    assertThat(text(kept.headers().lastHeader("dead-letter-reason"))).as(kind).isNotBlank();
    assertThat(text(kept.headers().lastHeader("dead-letter-topic"))).isEqualTo("model-events");
    List<Header> headers = new ArrayList<>(List.of(kept.headers().toArray()));
    assertThat(headers.subList(4, headers.size()))
        .as(kind)
        .isEqualTo(List.of(sent.headers().toArray()));
  }

  private Map<Integer, ConsumerRecord<byte[], byte[]>> read(
      KafkaConsumer<byte[], byte[]> consumer, long from) {
    consumer.seek(DEAD, from);
    Map<Integer, ConsumerRecord<byte[], byte[]>> dead = new HashMap<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (dead.size() < EVENTS && System.nanoTime() < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        dead.put(Integer.valueOf(text(record.headers().lastHeader("n"))), record);
      }
    }
    return dead;
  }

  private ProducerRecord<byte[], byte[]> record(MalformedEvent event, int number) {
    byte[] key = number % 3 == 0 ? null : bytes("toy");
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("model-events", key, event.value());
    event.headers().forEach(header -> record.headers().add(header.getKey(), header.getValue()));
    record.headers().add("n", bytes(String.valueOf(number)));
    record.headers().add("kind", bytes(event.kind()));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> good() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            "model-events",
            bytes("toy"),
            bytes(
                "{\"model\":\"toy\",\"version\":\"42\",\"artifact\":{\"uri\":\"file:///incoming.pt\"}}"));
    record
        .headers()
        .add("ce_specversion", bytes("1.0"))
        .add("ce_id", bytes(UUID.randomUUID().toString()))
        .add("ce_source", bytes("/test"))
        .add("ce_type", bytes(CloudEventReader.PUBLISHED));
    return record;
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker, "max.request.size", 2_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<?>> sending = new ArrayList<>();
      records.forEach(record -> sending.add(producer.send(record)));
      for (Future<?> one : sending) {
        one.get();
      }
    }
  }

  private boolean promoted(String event) {
    return journal.newest(1000).stream()
        .anyMatch(
            upgrade ->
                upgrade.announcement().id().equals(event)
                    && upgrade.state() == UpgradeState.PROMOTED);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker, "max.partition.fetch.bytes", 10_000_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
