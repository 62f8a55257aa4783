package dev.bckd.distillation.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.distillation.MoreAnswers;
import dev.bckd.distillation.StoredLogits;
import dev.bckd.distillation.recipe.CandidateLists;
import dev.bckd.distillation.recipe.Term;
import dev.bckd.inference.Embeddings;
import dev.bckd.model.BadInputException;
import dev.bckd.policy.LossSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of losses whatever the rows are. */
class LossPropertiesTest {
  private static final float[][] TEACHER = {{1, -2, 0.5f}, {0, 3, -1}, {-1, 0.5f, 2}, {2, 1, 0}};
  private static final float[][] STUDENT = {{2, -1, 0}, {-3, 1, 2}, {1, 1.5f, -2}, {0.5f, 0, 3}};
  private static final int[] LABELS = {0, 1, 2, 2};

  static Stream<LossSpec> losses() {
    return Stream.of(
        spec("cross-entropy", Map.of()),
        spec("cross-entropy", Map.of("smoothing", 0.1)),
        spec("new-error", Map.of()),
        spec("kullback-leibler", Map.of("temperature", 1.0)),
        spec("kullback-leibler", Map.of()),
        spec("reverse-kullback-leibler", Map.of()),
        spec("jensen-shannon", Map.of()),
        spec("logit-squared-error", Map.of()),
        spec("logit-difference-inhibition", Map.of()),
        spec("bernoulli-kullback-leibler", Map.of()),
        spec("score-squared-error", Map.of()),
        spec("prediction-correlation", Map.of()),
        spec("listwise-kullback-leibler", Map.of()),
        spec("ranking-distillation", Map.of()),
        spec("embedding-squared-error", Map.of()),
        spec("relation-kullback-leibler", Map.of()),
        new LossSpec("influence", 1, Map.of(), Map.of("classifier", "head")),
        target("kullback-leibler", "pooled"),
        target("kullback-leibler", "corrected"),
        target("kullback-leibler", "versions"),
        target("reverse-kullback-leibler", "pooled"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void isFiniteWhereModelsAreSaturated(LossSpec spec) {
    boolean binary = spec.loss().startsWith("listwise") || spec.loss().startsWith("ranking");
    float[][] sure = binary ? column(200, -200) : rows(200, -200);
    float[][] other = binary ? column(-200, -200) : rows(-200, 200);

    for (float[][] student : List.of(sure, other)) {
      try (LossBench bench = bench(binary ? new int[] {1, 0, 1, 0} : LABELS, sure, sure)) {
        bench.teacherHas("head", new float[] {200, 0, 0, 200, -200, -200}, 3, 2);
        LossBench.Outcome outcome =
            bench.of(
                LossBench.term(spec), student, new float[][] {{0, 0}, {9, 9}, {9, 9}, {0, 1}}, 0);

        assertThat(outcome.value()).isFinite();
        assertFinite(outcome.logits());
        assertFinite(outcome.embedding());
      }
    }
  }

  @Test
  void atHighTemperatureTheDivergenceIsHalfTheCentredSquaredError() {
    try (LossBench bench = bench(LABELS, TEACHER, TEACHER)) {
      double hot = value(bench, spec("kullback-leibler", Map.of("temperature", 100.0)));
      double squared = value(bench, spec("logit-squared-error", Map.of()));

      assertThat(hot).isCloseTo(squared / 2, within(0.02 * squared));
    }
  }

  @Test
  void theEndsOfJensenShannonAreTheTwoDivergences() {
    try (LossBench bench = bench(LABELS, TEACHER, TEACHER)) {
      double forward = value(bench, spec("kullback-leibler", Map.of("temperature", 1.0)));
      double reverse = value(bench, spec("reverse-kullback-leibler", Map.of()));

      assertThat(value(bench, spec("jensen-shannon", Map.of("share", 0.002))) / 0.002)
          .isCloseTo(forward, within(0.03 * forward));
      assertThat(value(bench, spec("jensen-shannon", Map.of("share", 0.998))) / 0.002)
          .isCloseTo(reverse, within(0.03 * reverse));
      assertThat(value(bench, spec("jensen-shannon", Map.of()))).isLessThan(Math.log(2));
    }
  }

  @Test
  void aBinaryTasksBernoulliDivergenceIsItsDivergence() {
    float[][] teacher = column(2, -1);
    try (LossBench bench = bench(new int[] {1, 0, 1, 0}, teacher, teacher)) {
      Term two = LossBench.term(spec("kullback-leibler", Map.of("temperature", 1.0)));
      Term one = LossBench.term(spec("bernoulli-kullback-leibler", Map.of()));

      assertThat(bench.of(one, column(-1, 3), TEACHER, 0).value())
          .isCloseTo(bench.of(two, column(-1, 3), TEACHER, 0).value(), within(1e-6));
    }
  }

  /** Two of the peer's classes divide by the number of right rows, one by nothing at all. */
  @Test
  void newErrorsAreAMeanOverRowsWhateverTheBatch() {
    LossSpec spec = spec("new-error", Map.of());
    double whole;
    double twice;
    try (LossBench bench = bench(LABELS, TEACHER, TEACHER)) {
      whole = value(bench, spec);
    }
    try (LossBench bench = bench(twice(LABELS), twice(TEACHER), twice(TEACHER))) {
      twice = bench.of(LossBench.term(spec), twice(STUDENT), twice(TEACHER), 0).value();
    }
    double halves = 0;
    for (int from : List.of(0, 2)) {
      int[] labels = Arrays.copyOfRange(LABELS, from, from + 2);
      float[][] teacher = Arrays.copyOfRange(TEACHER, from, from + 2);
      try (LossBench bench = bench(labels, teacher, teacher)) {
        float[][] student = Arrays.copyOfRange(STUDENT, from, from + 2);
        halves += bench.of(LossBench.term(spec), student, teacher, 0).value() / 2;
      }
    }

    assertThat(twice).isCloseTo(whole, within(1e-6));
    assertThat(halves).isCloseTo(whole, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 20, 1e6})
  void noBetaChangesTheSumOfWeights(double beta) {
    // Every row differs from its target alike, so that the mean is that of the weights.
    float[][] alike = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
    float[][] moved = {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}, {2, 0, 0}};
    try (LossBench bench = bench(LABELS, alike, alike)) {
      double plain =
          bench.of(LossBench.term(spec("logit-squared-error", Map.of())), moved, alike, 0).value();
      LossSpec focal = spec("logit-squared-error", Map.of("beta", beta));

      assertThat(bench.of(LossBench.term(focal), moved, alike, 0).value())
          .isCloseTo(plain, within(1e-6));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (LossBench bench = bench(LABELS, TEACHER, TEACHER)) {
      assertBad(() -> value(bench, target("logit-squared-error", "pooled")), "mixes probabilities");
      assertBad(() -> value(bench, spec("ranking-distillation", Map.of())), "binary");
      bench.teacherHas("head", new float[4], 2, 2);
      assertBad(
          () -> value(bench, new LossSpec("influence", 1, Map.of(), Map.of("classifier", "head"))),
          "the teacher's head is (2, 2); expected [3, 3]");
      Term straight = LossBench.term(spec("embedding-squared-error", Map.of()));
      assertBad(
          () -> bench.of(straight, STUDENT, new float[4][5], 0),
          "the student's embedding has 5 dimensions and the teacher's 2; write map: linear");
    }
    LossSpec padded = new LossSpec("logit-squared-error", 1, Map.of(), Map.of("classes", "padded"));
    assertBad(() -> LossBench.term(padded), "has no logit to compare with");
  }

  /** A learned map takes the student's five dimensions to the teacher's two. */
  @Test
  void aLinearMapIsLearnedAlong() {
    try (LossBench bench = bench(LABELS, TEACHER, TEACHER)) {
      LossSpec mapped =
          new LossSpec("embedding-squared-error", 1, Map.of(), Map.of("map", "linear"));
      float[][] embedding = {{1, 0, 0, 2, 1}, {0, 1, 0, 1, 1}, {0, 0, 1, 1, 2}, {1, 1, 1, 0, 0}};

      LossBench.Outcome outcome = bench.of(LossBench.term(mapped), STUDENT, embedding, 0);

      assertThat(outcome.gradientOfMap()).hasSize(10).doesNotContain(0f);
    }
  }

  private static double value(LossBench bench, LossSpec spec) {
    return bench.of(LossBench.term(spec), STUDENT, TEACHER, 0).value();
  }

  private static LossBench bench(int[] labels, float[][] teacher, float[][] incoming) {
    int size = labels.length;
    float[] weights = new float[size];
    Arrays.fill(weights, 1);
    boolean[] yes = new boolean[size];
    Arrays.fill(yes, true);
    float[] places = new float[2 * size];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % 3 - 1;
    }
    MoreAnswers more =
        new MoreAnswers(
            List.of(LossBench.scores(incoming)),
            Map.of("logged", new StoredLogits(LossBench.scores(teacher), yes)),
            Optional.of(new Embeddings(places, 2)));
    CandidateLists lists =
        teacher[0].length == 1 ? new CandidateLists(1, size) : CandidateLists.NONE;
    return new LossBench(
        new LossBench.Rows(labels, weights, yes, yes, teacher, incoming, teacher, more, lists));
  }

  private static LossSpec spec(String loss, Map<String, Double> numbers) {
    return new LossSpec(loss, 1, numbers);
  }

  private static LossSpec target(String loss, String target) {
    return new LossSpec(loss, 1, Map.of(), Map.of("target", target));
  }

  private static float[][] column(float... two) {
    return new float[][] {{two[0]}, {two[1]}, {two[0] / 2}, {two[1]}};
  }

  private static float[][] rows(float high, float low) {
    return new float[][] {{high, low, low}, {low, high, low}, {low, low, high}, {high, high, low}};
  }

  private static int[] twice(int[] values) {
    int[] both = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }

  private static float[][] twice(float[][] values) {
    float[][] both = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, both, values.length, values.length);
    return both;
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  private static void assertBad(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(BadInputException.class).hasMessageContaining(message);
  }
}
