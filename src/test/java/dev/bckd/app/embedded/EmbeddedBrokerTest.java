package dev.bckd.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.app.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.server.ApiVersionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void keepsRecordsAndAddressOverARestart() {
    String address;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Set.of("events"))) {
      address = broker.bootstrapServers();
      new Topic(address, "events").send("k", "kept", Map.of());
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Set.of("events", "more"))) {
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(new Topic(address, "events").until(r -> true, r -> true))
          .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
          .containsExactly("kept");
      new Topic(address, "more").send("k", "new topic", Map.of());
    }
  }

  /** The broker's version is not managed by the platform that manages the clients'. */
  @Test
  void isOfTheClientsVersion() {
    assertThat(jar(ApiVersionManager.class))
        .endsWith("/kafka-server-" + AppInfoParser.getVersion() + ".jar");
    assertThat(jar(KafkaRaftServer.class)).endsWith("-" + AppInfoParser.getVersion() + ".jar");
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
