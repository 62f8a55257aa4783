package dev.bckd.app.embedded;

import dev.bckd.model.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process, one node that is its own controller (KRaft).
 *
 * <p>Its data stay in a folder and are found again after a stop or a crash; so is its address, as
 * long as nobody else has taken the port, in the file {@code bootstrap-servers} of that folder.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String ADDRESS_FILE = "bootstrap-servers";

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the broker and makes the topics that are missing; returns when it answers.
   *
   * @param folder where its data are kept
   * @param topics names, one partition each so that all events keep their order
   */
  public static EmbeddedBroker start(Path folder, Set<String> topics) {
    try {
      Files.createDirectories(folder);
      int port =
          portOf(folder.resolve(ADDRESS_FILE)).filter(FreePort::isFree).orElseGet(FreePort::any);
      Properties settings = settings(folder.resolve("data"), port, FreePort.any());
      format(folder, settings);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
      server.startup();
      EmbeddedBroker broker = new EmbeddedBroker(server, "127.0.0.1:" + port);
      Files.writeString(folder.resolve(ADDRESS_FILE), broker.bootstrapServers);
      broker.create(topics);
      return broker;
    } catch (IOException e) {
      throw new UnavailableException("the embedded broker cannot use " + folder, e);
    }
  }

  /** Where clients on this machine find it. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Optional<Integer> portOf(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String address = Files.readString(file).strip();
    return address.matches("127\\.0\\.0\\.1:\\d{1,5}")
        ? Optional.of(Integer.valueOf(address.substring(address.indexOf(':') + 1)))
        : Optional.empty();
  }

  private static Properties settings(Path data, int port, int controllerPort) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs", data.toAbsolutePath().toString(),
            "auto.create.topics.enable", "false",
            // A consumer that joins starts at once; nobody else will come.
            "group.initial.rebalance.delay.ms", "0"));
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(internal + ".replication.factor", "1");
      settings.put(internal + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    return settings;
  }

  private static void format(Path folder, Properties settings) throws IOException {
    if (Files.isRegularFile(folder.resolve("data/meta.properties"))) {
      return;
    }
    Path file = folder.resolve("format.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] command = {
      "format",
      "--cluster-id",
      Uuid.randomUuid().toString(),
      "--config",
      file.toString(),
      "--ignore-formatted"
    };
    int status = StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
    if (status != 0) {
      throw new UnavailableException(
          folder
              + ": the embedded broker cannot be formatted: "
              + said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  private void create(Set<String> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> missing = new TreeSet<>(topics);
      missing.removeAll(admin.listTopics().names().get());
      admin
          .createTopics(missing.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get();
      admin.incrementalAlterConfigs(larger(topics)).all().get();
    } catch (ExecutionException e) {
      throw new UnavailableException("the embedded broker did not make its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while the embedded broker started", e);
    }
  }

  /** A dead letter is its record and the reason beside it: more than its topic took. */
  private static Map<ConfigResource, Collection<AlterConfigOp>> larger(Set<String> topics) {
    AlterConfigOp larger =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", "2097152"), AlterConfigOp.OpType.SET);
    return topics.stream()
        .filter(topic -> topic.endsWith("-dlq"))
        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
        .collect(Collectors.toMap(Function.identity(), topic -> List.of(larger)));
  }
}
