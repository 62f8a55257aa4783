package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.inference.Scores;
import dev.bckd.model.Role;
import dev.bckd.model.TaskType;
import dev.bckd.stats.Accumulator;
import dev.bckd.stats.RowWeights;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows and figures are written by {@code metrics_oracle.py}. */
class MetricsTest {
  private static final SuitePart<Answers> BINARY = binary(false);
  private static final SuitePart<Answers> WEIGHTED = binary(true);
  private static final SuitePart<Answers> MULTICLASS = multiclass();

  /** Searching an index is {@link RetrievalTest}'s. */
  @ParameterizedTest
  @CsvFileSource(resources = "metrics.csv", numLinesToSkip = 1)
  void everyMetricAgreesWithScikitLearn(String suite, String metric, String role, double value) {
    if (!suite.equals("retrieval")) {
      Statistic statistic =
          part(suite).statistic(metric, Role.valueOf(role.toUpperCase(Locale.ROOT)));

      assertThat(statistic.value().orElseThrow()).isCloseTo(value, within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "rbo.csv", numLinesToSkip = 1)
  void overlapOfListsAgreesWithSets(String teacher, String model, double expected) {
    Rankings.Lists one = new Rankings.Lists(1);
    Rankings.Lists other = new Rankings.Lists(1);
    one.put(0, new int[] {0}, ScoredList.head(floats(teacher), 0, 30, 10));
    other.put(0, new int[] {0}, ScoredList.head(floats(model), 0, 30, 10));

    Rankings rankings = new Rankings(1, Map.of(Role.TEACHER, one, Role.STUDENT, other));

    assertThat(new RankBiasedOverlap(10).of(rankings, Role.STUDENT).value().orElseThrow())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void everyMetricOfTheContractIsHeldAgainstPython() {
    List<String> names =
        Stream.of(
                Metrics.ofAnswers(TaskType.BINARY, true),
                Metrics.ofAnswers(TaskType.MULTICLASS, false))
            .flatMap(List::stream)
            .map(Metric::name)
            .toList();

    assertThat(text("metrics.csv").lines().map(line -> line.split(",", -1)[1]).toList())
        .containsAll(names);
  }

  static Stream<Statistic> statistics() {
    return Stream.of(BINARY, WEIGHTED, MULTICLASS)
        .flatMap(
            part ->
                part.metrics().stream().map(metric -> part.statistic(metric.name(), Role.STUDENT)));
  }

  @ParameterizedTest
  @MethodSource("statistics")
  void accumulatorsMergeInAnyOrder(Statistic statistic) {
    Random random = new Random(5);
    List<Accumulator> parts =
        new ArrayList<>(IntStream.range(0, 7).mapToObj(i -> new Accumulator(statistic)).toList());
    List<Integer> rows = new ArrayList<>(IntStream.range(0, statistic.samples()).boxed().toList());
    Collections.shuffle(rows, random);
    rows.forEach(row -> parts.get(random.nextInt(parts.size())).add(row));
    Collections.shuffle(parts, random);
    Accumulator merged = new Accumulator(statistic);
    parts.forEach(merged::merge);

    assertThat(merged.result().orElseThrow())
        .isCloseTo(statistic.value().orElseThrow(), within(1e-12));
  }

  @Test
  void aSelectionOfASelectionLooksAtItsOwnRows() {
    Answers all = BINARY.evidence();
    Answers some = all.select(new int[] {40, 7, 300, 12}).select(new int[] {2, 1});

    assertThat(some.samples()).isEqualTo(2);
    assertThat(some.label(0)).isEqualTo(all.label(300));
    assertThat(some.decision(Role.STUDENT, 1)).isEqualTo(all.decision(Role.STUDENT, 7));
    assertThat(some.logits(Role.TEACHER)).containsExactly(logit(all, 300), logit(all, 7));
  }

  private static float logit(Answers answers, int row) {
    return answers.logits(Role.TEACHER)[row];
  }

  private static SuitePart<Answers> part(String suite) {
    return switch (suite) {
      case "binary" -> BINARY;
      case "weighted" -> WEIGHTED;
      case "multiclass" -> MULTICLASS;
      default -> throw new IllegalArgumentException(suite);
    };
  }

  private static SuitePart<Answers> binary(boolean weighted) {
    List<String[]> rows = rows("binary-rows.csv");
    Units groups = Units.named(rows.size(), row -> rows.get(row)[1]);
    Map<Role, Scores> scores =
        Map.of(Role.TEACHER, scores(rows, 3, 1), Role.STUDENT, scores(rows, 4, 1));
    RowWeights weights = row -> Float.parseFloat(rows.get(row)[2]);
    return new SuitePart<>(
        Optional.empty(),
        Answers.of(labels(rows), scores, Optional.of(groups)),
        new SampleUnits(groups, true),
        weighted ? Optional.of(weights) : Optional.empty(),
        Metrics.ofAnswers(TaskType.BINARY, true));
  }

  private static SuitePart<Answers> multiclass() {
    List<String[]> rows = rows("multiclass-rows.csv");
    Map<Role, Scores> scores =
        Map.of(Role.TEACHER, scores(rows, 1, 3), Role.STUDENT, scores(rows, 4, 4));
    return new SuitePart<>(
        Optional.empty(),
        Answers.of(labels(rows), scores),
        new SampleUnits(Units.rows(rows.size()), false),
        Optional.empty(),
        Metrics.ofAnswers(TaskType.MULTICLASS, false));
  }

  private static int[] labels(List<String[]> rows) {
    return rows.stream().mapToInt(row -> Integer.parseInt(row[0])).toArray();
  }

  private static Scores scores(List<String[]> rows, int first, int width) {
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(rows.get(i / width)[first + i % width]);
    }
    return new Scores(values, width);
  }

  private static float[] floats(String numbers) {
    String[] parts = numbers.split(" ", -1);
    float[] values = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = Float.parseFloat(parts[i]);
    }
    return values;
  }

  private static List<String[]> rows(String name) {
    return text(name).lines().skip(1).map(line -> line.split(",", -1)).toList();
  }

  private static String text(String name) {
    try (InputStream in = MetricsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
