package dev.bckd.announce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * CloudEvents in binary mode on the topic {@code upgrade-events}; the key is the model's name, so
 * that the events of one model stay in order.
 *
 * <p>Events are sent one behind the other without waiting for the acknowledgement of each; the
 * producer is idempotent, which keeps them in order over its retries.
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
  public void publish(List<UpgradeEvent> events) {
    List<Uni<Void>> sent = events.stream().map(this::message).map(emitter::sendMessage).toList();
    if (!sent.isEmpty()) {
      Uni.join().all(sent).andFailFast().await().atMost(PATIENCE);
    }
  }

  private Message<byte[]> message(UpgradeEvent event) {
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
    return Message.of(body(event), metadata);
  }

  private byte[] body(UpgradeEvent event) {
    try {
      return json.writeValueAsBytes(event.upgrade());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an upgrade that cannot be written as JSON", e);
    }
  }
}
