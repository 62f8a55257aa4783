package dev.bckd.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bckd.history.Column;
import dev.bckd.history.ColumnSummary;
import dev.bckd.history.ColumnSummary.Kind;
import dev.bckd.history.Field;
import dev.bckd.history.Query;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
  private final DuckDbSurvey survey = new DuckDbSurvey();

  @TempDir Path folder;

  private List<String> files = List.of();

  @BeforeEach
  void writeRows() throws Exception {
    Path file = folder.resolve("rows.parquet");
    files = List.of(file.toString());
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          """
          COPY (SELECT i::INTEGER AS number, i %% 3 AS few,
              CASE WHEN i %% 10 = 0 THEN NULL ELSE ['it''s', 'b'][1 + i %% 2] END AS "text",
              i / 4.0 AS price, i %% 2 = 0 AS even, DATE '2024-01-01' + (i %% 2)::INTEGER AS day,
              [i] AS list, {'a': i} AS nested, NULL::DOUBLE AS missing,
              CASE WHEN i = 0 THEN 'nan'::DOUBLE ELSE i END AS holed
            FROM range(100) t(i)) TO '%s' (FORMAT parquet)
          """
              .formatted(file));
    }
  }

  @Test
  void listsTheColumnsOfSingleValues() {
    Map<String, ColumnSummary> found =
        survey.summaries(files, Optional.empty(), 50, List.of(0.25, 0.75)).stream()
            .collect(Collectors.toMap(ColumnSummary::name, Function.identity()));

    assertThat(found.keySet())
        .containsExactlyInAnyOrder(
            "number", "few", "text", "price", "even", "day", "missing", "holed");
    assertThat(found.get("few"))
        .isEqualTo(
            new ColumnSummary("few", Kind.WHOLE, 3, List.of("0", "1", "2"), List.of(0.0, 2.0)));
    assertThat(found.get("text"))
        .isEqualTo(new ColumnSummary("text", Kind.TEXT, 2, List.of("b", "it's"), List.of()));
    assertThat(found.get("even").values()).containsExactly("false", "true");
    assertThat(found.get("day").values()).containsExactly("2024-01-01", "2024-01-02");
    assertThat(found.get("number").values()).isEmpty();
    assertThat(found.get("number").distinct()).isBetween(80L, 120L);
    assertThat(found.get("price").kind()).isEqualTo(Kind.REAL);
    assertThat(found.get("price").quantiles()).containsExactly(6.0, 18.5);
    assertThat(found.get("missing").quantiles()).isEmpty();
  }

  @Test
  void looksOnlyAtRowsThatMeetTheCondition() {
    List<ColumnSummary> found = survey.summaries(files, Optional.of("few = 1"), 50, List.of());

    assertThat(found)
        .filteredOn(column -> column.name().equals("few"))
        .first()
        .extracting(ColumnSummary::values)
        .isEqualTo(List.of("1"));
  }

  @Test
  void saysWhichConditionEachRowMeetsFirst() {
    List<byte[]> found =
        survey.firstMet(
            files,
            Optional.of("number >= 8"),
            List.of(
                List.of("price < 2.5", "price >= 2.5"),
                List.of("\"text\" = 'it''s'", "\"text\" IS NULL")));

    assertThat(found.get(0)).hasSize(92).startsWith(0, 0, 1, 1);
    assertThat(found.get(1)).startsWith(0, -1, 1, -1, 0);
  }

  @Test
  void countsTheRowsThatASliceOfTheSameConditionHas() {
    for (String condition : List.of("even = 'true'", "day = '2024-01-02'", "holed >= 50")) {
      byte[] met = survey.firstMet(files, Optional.empty(), List.of(List.of(condition))).get(0);
      Column.Flags slice =
          new DuckDbHistory()
              .read(
                  new Query(
                      files, Optional.empty(), List.of(new Field.Condition("slice", condition))))
              .column("slice", Column.Flags.class);

      for (int row = 0; row < met.length; row++) {
        assertThat(met[row] == 0).isEqualTo(slice.at(row));
      }
    }
  }
}
