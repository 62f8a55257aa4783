package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.history.Column;
import dev.bckd.history.HistorySource;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.inference.Embeddings;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.BadInputException;
import dev.bckd.model.LocalFile;
import dev.bckd.model.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Queries, index and figures are written by {@code metrics_oracle.py}. */
class RetrievalTest {
  private static final List<String[]> INDEX = rows("index.csv");
  private static final List<String[]> QUERIES = rows("queries.csv");
  private static final int WIDTH = 8;

  /** Rows of the index are items 0, 1, ...; queries are the items after them. */
  private static final ScoringModel TEACHER = embedding(1, WIDTH);

  @ParameterizedTest
  @CsvFileSource(resources = "metrics.csv", numLinesToSkip = 1)
  void teacherOnItsOwnIndexAgreesWithBruteForce(
      String suite, String metric, String role, double value) {
    if (suite.equals("retrieval")) {
      assertThat(value(Map.of(Role.TEACHER, TEACHER), metric, Role.TEACHER))
          .isCloseTo(value, within(1e-9));
    }
  }

  @Test
  void aModelInTheTeachersSpaceFindsWhatTheTeacherFinds() {
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, TEACHER, Role.STUDENT, embedding(3, WIDTH));

    // Three times as long, the same directions.
    assertThat(value(models, "cross-recall@10", Role.STUDENT))
        .isEqualTo(value(models, "cross-recall@10", Role.TEACHER));
    assertThat(value(models, "rbo@10", Role.STUDENT)).isEqualTo(1.0);
  }

  @Test
  void aModelWithASpaceOfItsOwnFindsLittleInTheTeachersIndex() {
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, TEACHER, Role.STUDENT, embedding(-1, WIDTH));

    // Turned around: it finds what is least like the query.
    assertThat(value(models, "cross-recall@10", Role.STUDENT)).isLessThan(0.05);
    assertThat(value(Map.of(Role.STUDENT, embedding(-1, WIDTH)), "cross-recall@10", Role.STUDENT))
        .isEqualTo(value(models, "cross-recall@10", Role.TEACHER));
  }

  @Test
  void refusesASpaceOfOtherDimensions() {
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, TEACHER, Role.STUDENT, embedding(1, WIDTH - 1));

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> value(models, "cross-recall@10", Role.STUDENT))
        .withMessage(
            "student model: embeds in 7 dimensions, the teacher's index has 8;"
                + " no query can search it");
  }

  @Test
  void refusesAModelToWhichAllQueriesAreTheSame() {
    Map<Role, ScoringModel> models =
        Map.of(Role.TEACHER, TEACHER, Role.STUDENT, embedding(0, WIDTH));

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> value(models, "cross-recall@10", Role.STUDENT))
        .withMessage(
            "student model: embeds all queries of old-tasks alike;"
                + " expected embeddings that depend on the inputs");
  }

  @Test
  void refusesARelevantRowThatTheIndexDoesNotHave() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                new Examiner(files(List.of(List.of(INDEX.size()))))
                    .examine(
                        Suites.embedding(),
                        Suites.retrieval(10, List.of()),
                        Map.of(Role.TEACHER, TEACHER)))
        .withMessage(
            "old-tasks.yaml, column relevant: row 1 holds 200;"
                + " expected a row of the index, from 0 to 199");
  }

  private static double value(Map<Role, ScoringModel> models, String metric, Role role) {
    List<List<Integer>> relevant =
        QUERIES.stream()
            .map(row -> Arrays.stream(row[0].split(" ", -1)).map(Integer::valueOf).toList())
            .toList();
    return new Examiner(files(relevant))
        .examine(Suites.embedding(), Suites.retrieval(10, List.of()), models)
        .whole()
        .statistic(metric, role)
        .value()
        .orElseThrow();
  }

  private static HistorySource files(List<List<Integer>> relevant) {
    RowsInMemory index =
        new RowsInMemory(Map.of("item", IntStream.range(0, INDEX.size()).boxed().toList()));
    RowsInMemory queries =
        new RowsInMemory(
            Map.of(
                "item",
                IntStream.range(INDEX.size(), INDEX.size() + relevant.size()).boxed().toList(),
                "relevant",
                relevant));
    return new HistorySource() {
      @Override
      public Table read(Query query) {
        return (query.files().equals(Suites.INDEX.files()) ? index : queries).read(query);
      }

      @Override
      public List<LocalFile> files(List<String> patterns) {
        return List.of();
      }
    };
  }

  /** The written vectors times a factor, without those of the last dimensions. */
  private static ScoringModel embedding(float factor, int width) {
    return new ScoringModel() {
      @Override
      public Scores score(Table rows) {
        throw new IllegalStateException("answers no logits");
      }

      @Override
      public Embeddings embeddings(Table rows) {
        long[] items = rows.column("item", Column.Longs.class).values();
        float[] values = new float[items.length * width];
        for (int i = 0; i < values.length; i++) {
          int item = (int) items[i / width];
          String[] row = item < INDEX.size() ? INDEX.get(item) : QUERIES.get(item - INDEX.size());
          values[i] = factor * Float.parseFloat(row[row.length - WIDTH + i % width]);
        }
        return new Embeddings(values, width);
      }

      @Override
      public int width() {
        return 0;
      }

      @Override
      public void close() {}
    };
  }

  private static List<String[]> rows(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RetrievalTest.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
