package dev.bckd.intake;

import dev.bckd.upgrade.JournalUnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Events from the topic {@code model-events}, one after the other: acknowledged when recorded, sent
 * to the dead-letter topic when they can never be, and tried again while the database is away. The
 * thread that polls the broker never waits for the database.
 */
@ApplicationScoped
public class KafkaIntake {
  private static final Logger LOG = Logger.getLogger(KafkaIntake.class);
  private static final String ATTRIBUTE = "ce_";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Intake intake;

  KafkaIntake(Intake intake) {
    this.intake = intake;
  }

  @Incoming("model-events")
  Uni<Void> receive(Message<byte[]> message) {
    RawEvent event = event(message);
    return Uni.createFrom()
        .item(() -> intake.receive(event))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure(JournalUnavailableException.class)
        .invoke(failure -> LOG.warnf("a model event waits: %s", failure.getMessage()))
        .onFailure(JournalUnavailableException.class)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .onItemOrFailure()
        .transformToUni(
            (accepted, failure) ->
                Uni.createFrom()
                    .completionStage(
                        () -> failure == null ? message.ack() : refuse(message, failure)));
  }

  private static CompletionStage<Void> refuse(Message<byte[]> message, Throwable failure) {
    LOG.warnf("a model event goes to the dead-letter topic: %s", failure.getMessage());
    return message.nack(failure);
  }

  private static RawEvent event(Message<byte[]> message) {
    Map<String, String> attributes = new TreeMap<>();
    Optional<String> contentType = Optional.empty();
    for (Header header :
        message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getHeaders()) {
      byte[] value = header.value();
      String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
      if (header.key().startsWith(ATTRIBUTE)) {
        attributes.put(header.key().substring(ATTRIBUTE.length()), text);
      } else if (header.key().equalsIgnoreCase("content-type")) {
        contentType = Optional.of(text);
      }
    }
    byte[] value = message.getPayload();
    return new RawEvent(attributes, contentType, value == null ? new byte[0] : value);
  }
}
