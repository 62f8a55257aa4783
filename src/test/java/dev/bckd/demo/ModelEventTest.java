package dev.bckd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.model.Digest;
import dev.bckd.model.ModelVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ModelEventTest {
  private final ProducerRecord<String, byte[]> record =
      new ModelEvent(
              "e-1",
              Instant.parse("2026-05-01T10:00:00Z"),
              new ModelVersion("shop-ranker", "2"),
              URI.create("file:///models/2.pt"),
              new Digest("ab".repeat(32)))
          .record();

  @Test
  void isACloudEventInBinaryModeKeyedByTheModel() {
    assertThat(record.topic()).isEqualTo("model-events");
    assertThat(record.key()).isEqualTo("shop-ranker");
    assertThat(header("ce_specversion")).isEqualTo("1.0");
    assertThat(header("ce_id")).isEqualTo("e-1");
    assertThat(header("ce_source")).isEqualTo("/bckd/demo");
    assertThat(header("ce_type")).isEqualTo("dev.bckd.model.published.v1");
    assertThat(header("ce_time")).isEqualTo("2026-05-01T10:00:00Z");
    assertThat(header("content-type")).isEqualTo("application/json");
  }

  @Test
  void saysWhichVersionAndWhereItsFileIs() throws Exception {
    JsonNode data = new ObjectMapper().readTree(record.value());

    assertThat(data.path("model").asText()).isEqualTo("shop-ranker");
    assertThat(data.path("version").asText()).isEqualTo("2");
    assertThat(data.path("artifact").path("uri").asText()).isEqualTo("file:///models/2.pt");
    assertThat(data.path("artifact").path("sha256").asText()).isEqualTo("ab".repeat(32));
  }

  private String header(String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
