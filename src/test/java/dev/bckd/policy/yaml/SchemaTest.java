package dev.bckd.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas themselves. */
class SchemaTest {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"upgrade-policy", "regression-suite"})
  void isASchemaOfItsDraft(String name) throws IOException {
    JsonNode schema = read(name);

    assertThat(schema.get("$schema").asText()).isEqualTo(DRAFT);
    var factory = new ValidatorFactory().withJsonNodeFactory(new JacksonNode.Factory());
    String draft = "{\"$ref\": \"" + DRAFT + "\"}";
    assertThat(factory.validate(draft, schema).getErrors()).isEmpty();
  }

  /** What editors show beside a key. */
  @ParameterizedTest
  @ValueSource(strings = {"upgrade-policy", "regression-suite"})
  void explainsEveryKey(String name) throws IOException {
    JsonNode schema = read(name);
    List<String> unexplained = new ArrayList<>();
    find(schema, schema, "", unexplained);

    assertThat(unexplained).isEmpty();
  }

  @Test
  void offersTheMetricsThatSuitesHave() throws IOException {
    Set<String> offered = new TreeSet<>();
    read("regression-suite")
        .at("/$defs/metric/anyOf/0/enum")
        .forEach(name -> offered.add(name.asText()));

    Set<String> metrics = new TreeSet<>(metrics("{}"));
    metrics.addAll(metrics("{ranking: {}}"));
    metrics.addAll(metrics("{retrieval: {}}"));
    assertThat(offered).isEqualTo(metrics);
  }

  private List<String> metrics(String spec) throws IOException {
    Path file = Files.writeString(folder.resolve("spec.yaml"), "spec: " + spec);
    return SuiteMetrics.of(new YamlFile(file).read(new FirstProblem()).mapAt("spec").orElseThrow());
  }

  /** Keys in {@code properties}, but for those that only forbid or repeat. */
  private static void find(JsonNode root, JsonNode node, String path, List<String> unexplained) {
    if (path.matches(".*/(allOf|anyOf|oneOf|if|then|else|not)(/.*)?")) {
      return;
    }
    node.properties()
        .forEach(
            entry -> {
              String below = path + "/" + entry.getKey();
              if (path.endsWith("/properties") && !explained(root, entry.getValue())) {
                unexplained.add(below);
              }
              find(root, entry.getValue(), below, unexplained);
            });
  }

  private static boolean explained(JsonNode root, JsonNode key) {
    return key.hasNonNull("description")
        || (key.has("$ref") && root.at(key.get("$ref").asText().substring(1)).has("description"));
  }

  private static JsonNode read(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(Path.of("docs/reference/" + name + ".schema.json")));
  }
}
