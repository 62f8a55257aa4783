package dev.bckd.intake;

import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record that is no event, and why.
 *
 * @param record as it came
 * @param reason one line
 */
record DeadLetter(KafkaRecord<byte[], byte[]> record, String reason) {
  static final String TOPIC = "model-events-dlq";

  /** The connector puts it into the headers of what it has read. */
  private static final String CONNECTORS_OWN = "__smallrye_generationId";

  private static final byte[] NOTHING = {};

  /** The record with its bytes and headers, and the reason before them. */
  ProducerRecord<byte[], byte[]> whole() {
    List<Header> headers = about();
    for (Header header : record.getHeaders()) {
      if (!header.key().equals(CONNECTORS_OWN)) {
        headers.add(header);
      }
    }
    return new ProducerRecord<>(TOPIC, null, record.getKey(), record.getPayload(), headers);
  }

  /** Only the reason, and where the record is, for a broker that does not take the whole. */
  ProducerRecord<byte[], byte[]> reasonOnly() {
    List<Header> headers = about();
    headers.add(header("dead-letter-left-out", "key, value and headers: too large"));
    return new ProducerRecord<>(TOPIC, null, NOTHING, NOTHING, headers);
  }

  private List<Header> about() {
    List<Header> headers = new ArrayList<>();
    headers.add(header("dead-letter-reason", reason));
    headers.add(header("dead-letter-topic", record.getTopic()));
    headers.add(header("dead-letter-partition", String.valueOf(record.getPartition())));
    record
        .getMetadata(IncomingKafkaRecordMetadata.class)
        .ifPresent(
            from -> headers.add(header("dead-letter-offset", String.valueOf(from.getOffset()))));
    return headers;
  }

  private static Header header(String name, String text) {
    return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
