package dev.bckd.announce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * CloudEvents in binary mode on the topic {@code upgrade-events}; the key is the model's name, so
 * that the events of one model stay in order.
 */
@ApplicationScoped
public class KafkaPublisher implements Publisher {
  private static final URI SOURCE = URI.create("/bckd");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MutinyEmitter<byte[]> emitter;
  private final ObjectMapper json;

  KafkaPublisher(@Channel("upgrade-events") MutinyEmitter<byte[]> emitter, ObjectMapper json) {
    this.emitter = emitter;
    this.json = json;
  }

  @Override
  public void publish(UpgradeEvent event) {
    Metadata metadata =
        Metadata.of(
            OutgoingCloudEventMetadata.builder()
                .withId(event.id())
                .withSource(SOURCE)
                .withType(event.type())
                .withSubject(event.upgrade().id().toString())
                .withTimestamp(event.time().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .build(),
            OutgoingKafkaRecordMetadata.<String>builder().withKey(event.upgrade().model()).build());
    emitter.sendMessage(Message.of(body(event), metadata)).await().atMost(PATIENCE);
  }

  private byte[] body(UpgradeEvent event) {
    try {
      return json.writeValueAsBytes(event.upgrade());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an upgrade that cannot be written as JSON", e);
    }
  }
}
