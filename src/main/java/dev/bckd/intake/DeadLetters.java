package dev.bckd.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/**
 * The topic {@code model-events-dlq}. The connector's own strategy is not used: it sends one after
 * the other, and closes the consumer for good when the broker does not take one.
 */
@ApplicationScoped
public class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);
  private static final int LOGGED = 200;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter;

  DeadLetters(@Channel("dead-letters") MutinyEmitter<ProducerRecord<byte[], byte[]>> emitter) {
    this.emitter = emitter;
  }

  /** Done when the broker has all of them; tries for as long as that takes. */
  Uni<Void> send(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    String reason = letters.get(0).reason();
    LOG.warnf(
        "%d model events go to the dead-letter topic, the first because: %s",
        letters.size(), reason.substring(0, Math.min(LOGGED, reason.length())));
    return Uni.join()
        .all(letters.stream().map(this::send).toList())
        .andFailFast()
        .replaceWithVoid();
  }

  private Uni<Void> send(DeadLetter letter) {
    return Uni.createFrom()
        .deferred(() -> emitter.send(letter.whole()))
        .onFailure(RecordTooLargeException.class)
        .recoverWithUni(() -> emitter.send(letter.reasonOnly()))
        .onFailure()
        .invoke(failure -> LOG.warnf("a dead letter waits: %s", failure.getMessage()))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }
}
