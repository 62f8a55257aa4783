package dev.bckd.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic on which model versions are announced. */
final class ModelEvents {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;

  /**
   * @param bootstrapServers Kafka's, as {@code host:port}, comma-separated
   */
  ModelEvents(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Publishes an event; returns when the broker has it.
   *
   * @throws IOException if the broker does not take it
   */
  void publish(ModelEvent event) throws IOException, InterruptedException {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE.toMillis());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(event.record()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka at " + bootstrapServers + " does not take the event", e);
    }
  }
}
