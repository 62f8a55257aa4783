package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bckd.distillation.MoreAnswers;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.policy.LossSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every loss, target and filter against PyTorch: value and gradient. The figures are written
 * by {@code src/test/python/losses_oracle.py}.
 */
class LossOracleTest {
  /** Float32 here, float64 there; relative to numbers above 1. */
  private static final double TOLERANCE = 5e-6;

  private static final JsonNode FIGURES = figures();

  static Stream<Arguments> cases() {
    return StreamSupport.stream(FIGURES.get("cases").spliterator(), false)
        .map(c -> Arguments.of(c.get("task").asText(), c.get("spec").toString(), c));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void isWhatPyTorchComputes(String task, String spec, JsonNode expected) {
    JsonNode data = FIGURES.get("data").get(task);
    try (LossBench bench = bench(data)) {
      LossBench.Outcome outcome =
          bench.of(
              LossBench.term(spec(expected.get("spec"))),
              matrix(data.get("student")),
              matrix(data.get("embedding")),
              FIGURES.get("progress").asDouble());

      assertThat(outcome.value()).isCloseTo(expected.get("value").asDouble(), tolerance(expected));
      float[] gradient = LossBench.flat(matrix(expected.get("gradient")));
      boolean ofLogits = expected.get("of").asText().equals("logits");
      assertClose(ofLogits ? outcome.logits() : outcome.embedding(), gradient);
    }
  }

  private static Offset<Double> tolerance(JsonNode expected) {
    return within(TOLERANCE * Math.max(1, Math.abs(expected.get("value").asDouble())));
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("gradient %d", i)
          .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
    }
  }

  static LossBench bench(JsonNode data) {
    float[][] classifier = matrix(data.get("classifier"));
    LossBench bench =
        new LossBench(
            new LossBench.Rows(
                new ObjectMapper().convertValue(data.get("labels"), int[].class),
                new ObjectMapper().convertValue(data.get("weights"), float[].class),
                flags(data.get("old")),
                flags(data.get("asked")),
                matrix(data.get("teacher")),
                matrix(data.get("incoming")),
                matrix(data.get("average")),
                new MoreAnswers(
                    StreamSupport.stream(data.get("versions").spliterator(), false)
                        .map(version -> LossBench.scores(matrix(version)))
                        .toList(),
                    Map.of(
                        "logged",
                        LossBench.stored(matrix(data.get("stored")), flags(data.get("has")))),
                    Optional.of(LossBench.embeddings(matrix(data.get("teacherEmbedding"))))),
                matrix(data.get("incoming"))[0].length == 1
                    ? new CandidateLists(
                        FIGURES.get("lists").asInt(), FIGURES.get("length").asInt())
                    : CandidateLists.NONE));
    bench.teacherHas(
        "head.weight", LossBench.flat(classifier), classifier.length, classifier[0].length);
    bench.teacherHas(
        "head.bias",
        new ObjectMapper().convertValue(data.get("bias"), float[].class),
        classifier.length);
    return bench;
  }

  private static LossSpec spec(JsonNode spec) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    spec.properties()
        .forEach(
            field -> {
              if (field.getValue().isNumber()) {
                numbers.put(field.getKey(), field.getValue().asDouble());
              } else if (!field.getKey().equals("loss")) {
                words.put(field.getKey(), field.getValue().asText());
              }
            });
    return new LossSpec(spec.get("loss").asText(), 1, numbers, words);
  }

  static float[][] matrix(JsonNode rows) {
    return new ObjectMapper().convertValue(rows, float[][].class);
  }

  private static boolean[] flags(JsonNode values) {
    return new ObjectMapper().convertValue(values, boolean[].class);
  }

  static JsonNode figures() {
    try (InputStream in = LossOracleTest.class.getResourceAsStream("losses.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
