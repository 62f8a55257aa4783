package dev.bckd.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * "A version of a model was published": a CloudEvent in binary mode on Kafka (contract, section 6).
 *
 * @param id unique among the demo's events
 * @param time when
 * @param version what was published
 * @param artifact where its file is
 * @param digest of the file
 */
record ModelEvent(String id, Instant time, ModelVersion version, URI artifact, Digest digest) {
  static final String TOPIC = "model-events";
  static final String TYPE = "dev.bckd.model.published.v1";
  static final String SOURCE = "/bckd/demo";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The event as a record: keyed by model, attributes in the headers, data in the value. */
  ProducerRecord<String, byte[]> record() {
    ObjectNode data = JSON.createObjectNode();
    data.put("model", version.model()).put("version", version.version());
    data.putObject("artifact").put("uri", artifact.toString()).put("sha256", digest.sha256());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            TOPIC, version.model(), data.toString().getBytes(StandardCharsets.UTF_8));
    header(record, "ce_specversion", "1.0");
    header(record, "ce_id", id);
    header(record, "ce_source", SOURCE);
    header(record, "ce_type", TYPE);
    header(record, "ce_time", time.toString());
    header(record, "content-type", "application/json");
    return record;
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
