package dev.bckd.policy.yaml;

import dev.bckd.model.BadInputException;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;

/** A published JSON Schema: the shape of a kind of file, as editors know it too. */
final class Schema {
  /** What only says that something further down is wrong. */
  private static final Set<String> ECHOES = Set.of("if", "allOf", "$ref");

  /** Objections of alternatives; what is wrong is said by the schema that has the alternatives. */
  private static final Pattern ALTERNATIVE =
      Pattern.compile("/(if|not|contains|anyOf/[0-9]+|oneOf/[0-9]+)/");

  /** Keywords about a map as a whole. */
  private static final Set<String> WHOLE = Set.of("anyOf", "oneOf", "not");

  private static final String UNLISTED = "/additionalProperties";

  /** From a key that has no meaning to the schema of its map. */
  private static final Pattern OWN = Pattern.compile("(" + UNLISTED + "|/properties/[^/]+)$");

  private final YamlView root;
  private final Validator validator;
  private final URI uri;

  private Schema(String json) {
    this.root = YamlView.of(json);
    // That the schema itself is one is the business of a test.
    this.validator =
        new ValidatorFactory()
            .withDisabledSchemaValidation(true)
            .withJsonNodeFactory(new Views())
            .createValidator();
    this.uri = validator.registerSchema(root);
  }

  /** The schema of a kind of file. */
  static Schema of(String kind) {
    return kind.equals(SuiteReader.KIND) ? Suites.SCHEMA : Policies.SCHEMA;
  }

  /**
   * Finds everything in a document that has not the right shape.
   *
   * @param problems takes them
   */
  void check(YamlMap document, Consumer<BadInputException> problems) {
    YamlFile file = document.file();
    Set<String> said = new HashSet<>();
    for (Error error : validator.validate(uri, new YamlView(document.node(), "")).getErrors()) {
      if (ALTERNATIVE.matcher(error.getEvaluationPath()).find()
          || ECHOES.contains(keyword(error))) {
        continue;
      }
      YamlPlace place = YamlPlace.of(document.node(), error.getInstanceLocation());
      problems(file, place, error).stream()
          .filter(problem -> said.add(problem.getMessage()))
          .forEach(problems);
    }
  }

  private List<BadInputException> problems(YamlFile file, YamlPlace place, Error error) {
    String schema = error.getSchemaLocation().substring(error.getSchemaLocation().indexOf('#') + 1);
    if (keyword(error).isEmpty()) {
      JsonNode owner = root.at(OWN.matcher(schema).replaceFirst(""));
      String keys = schema.endsWith(UNLISTED) ? SchemaWords.keys(owner) : SchemaWords.value(owner);
      return List.of(
          new BadInputException(
              file.place(place.key()), "unknown key '" + place.name() + "'; expected " + keys));
    }
    if (keyword(error).equals("required")) {
      Set<String> there = new YamlView(place.value(), "").asObject().keySet();
      return SchemaWords.required(root.at(schema)).stream()
          .filter(key -> !there.contains(key))
          .map(key -> wrong(file, place, "the key '" + place.named(key) + "'"))
          .toList();
    }
    String words = SchemaWords.value(root.at(schema));
    return List.of(
        WHOLE.contains(keyword(error)) && place.value() instanceof MappingNode
            ? wrong(file, place, words)
            : new YamlValue(file, place.value(), place.name()).expected(words));
  }

  /** The keyword that objects; empty where no key is allowed at all. */
  private static String keyword(Error error) {
    return Objects.requireNonNullElse(error.getKeyword(), "");
  }

  private static BadInputException wrong(YamlFile file, YamlPlace place, String expected) {
    return new BadInputException(file.place(place.value()), "expected " + expected);
  }

  private static Schema read(String resource) {
    try (InputStream json = Schema.class.getResourceAsStream(resource)) {
      if (json == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return new Schema(new String(json.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Read when first used. */
  private static final class Policies {
    static final Schema SCHEMA = read("upgrade-policy.schema.json");
  }

  /** Read when first used. */
  private static final class Suites {
    static final Schema SCHEMA = read("regression-suite.schema.json");
  }

  /** Documents and schemas alike are seen as YAML. */
  private static final class Views implements JsonNodeFactory {
    @Override
    public JsonNode wrap(Object node) {
      return (JsonNode) node;
    }

    @Override
    public JsonNode create(String json) {
      return YamlView.of(json);
    }
  }
}
