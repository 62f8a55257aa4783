package dev.bckd.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends numbered model events, and reads topics of one partition.
 *
 * @param broker where it is
 */
record LoadedTopics(String broker) {

  /** From now on timestamps say when the broker had a record, not when somebody sent it. */
  void stampByTheBroker(String topic) throws ExecutionException, InterruptedException {
    AlterConfigOp stamp =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.type", "LogAppendTime"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(stamp)))
          .all()
          .get();
    }
  }

  /** Sends events at an even rate, of the models in turn; returns when the broker has them. */
  void send(String source, int events, int rate, int models) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker, "linger.ms", 1),
            new StringSerializer(),
            new ByteArraySerializer())) {
      long start = System.nanoTime();
      Future<?> last = CompletableFuture.completedFuture(null);
      for (int i = 0; i < events; i++) {
        long due = start + i * 1_000_000_000L / rate;
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
          LockSupport.parkNanos(due - now);
        }
        last = producer.send(event(source, i, "model-" + i % models));
      }
      last.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Position after the last record. */
  long end(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  /** Reads from a position to what is the end now. */
  void read(String topic, long from, Consumer<ConsumerRecord<String, byte[]>> reader) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(500)).forEach(reader);
      }
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker), new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static ProducerRecord<String, byte[]> event(String source, int number, String model) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            "model-events",
            model,
            bytes(
                "{\"model\":\"%s\",\"version\":\"%d\",\"artifact\":{\"uri\":\"file:///%d.pt\"}}"
                    .formatted(model, number, number)));
    record
        .headers()
        .add("ce_specversion", bytes("1.0"))
        .add("ce_id", bytes(String.valueOf(number)))
        .add("ce_source", bytes(source))
        .add("ce_type", bytes("dev.bckd.model.published.v1"));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
