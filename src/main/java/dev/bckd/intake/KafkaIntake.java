package dev.bckd.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Events from the topic {@code model-events}, in their order, as many at once as have come: those
 * that can be read are recorded in one transaction, the others sent to the dead-letter topic, and
 * then all are acknowledged. While database or broker are away it tries again; whatever an event
 * brings, the channel goes on. The thread that polls the broker never waits for any of that.
 */
@ApplicationScoped
public class KafkaIntake {
  private static final Logger LOG = Logger.getLogger(KafkaIntake.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Intake intake;
  private final DeadLetters deadLetters;

  KafkaIntake(Intake intake, DeadLetters deadLetters) {
    this.intake = intake;
    this.deadLetters = deadLetters;
  }

  @Incoming("model-events")
  Uni<Void> receive(KafkaRecordBatch<byte[], byte[]> batch) {
    List<KafkaRecord<byte[], byte[]>> records = batch.getRecords();
    List<RawEvent> events = records.stream().map(KafkaIntake::event).toList();
    return Uni.createFrom()
        .item(() -> intake.receive(events))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure()
        .invoke(
            failure -> LOG.warnf("%d model events wait: %s", events.size(), failure.getMessage()))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .chain(receipts -> deadLetters.send(refused(records, receipts)))
        .chain(() -> Uni.createFrom().completionStage(batch::ack))
        .onFailure()
        .invoke(failure -> LOG.warnf("model events may come again: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  private static List<DeadLetter> refused(
      List<KafkaRecord<byte[], byte[]>> records, List<Receipt> receipts) {
    List<DeadLetter> letters = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (receipts.get(i) instanceof Receipt.Refused refusal) {
        letters.add(new DeadLetter(records.get(i), refusal.reason()));
      }
    }
    return letters;
  }

  private static RawEvent event(KafkaRecord<byte[], byte[]> record) {
    WireHeaders headers = new WireHeaders("ce_");
    for (Header header : record.getHeaders()) {
      headers.add(header.key(), header.value());
    }
    byte[] value = record.getPayload();
    return headers.event(value == null ? new byte[0] : value);
  }
}
