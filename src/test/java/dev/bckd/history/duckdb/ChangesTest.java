package dev.bckd.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Change;
import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.Query;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.TensorSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {
  private static final Field ID = new Field.Whole("id", "id");
  private static final Field STARS = new Field.Whole("stars", "stars");
  private static final Field LIKES = new Field.Whole("likes", "likes");
  private static final Field PRICE =
      new Field.Input(new TensorSpec("price", "price", ElementType.FLOAT32, List.of(), 0));
  private static final Field HIST =
      new Field.Input(new TensorSpec("hist", "hist", ElementType.INT64, List.of(3), 0));

  private final DuckDbHistory history = new DuckDbHistory();

  @TempDir private Path folder;

  @Test
  void givesColumnsTheirNewValuesAndLeavesTheOthers() throws Exception {
    rows("rows.parquet", 0, 3);

    Table rows = read(List.of("true"), change("stars", "stars + 1"), change("price", "0"));

    assertThat(longs(rows, "id")).containsExactly(0, 1, 2);
    assertThat(longs(rows, "stars")).containsExactly(1, 2, 3);
    assertThat(longs(rows, "likes")).containsExactly(0, 10, 20);
    assertThat(rows.column("price", Column.Floats.class).values()).containsOnly(0f);
  }

  @Test
  void everyExpressionSeesTheRowAsItWas() throws Exception {
    rows("rows.parquet", 0, 3);

    Table rows = read(List.of(), change("stars", "likes // 10 * 2"), change("likes", "stars"));

    assertThat(longs(rows, "stars")).containsExactly(0, 2, 4);
    assertThat(longs(rows, "likes")).containsExactly(0, 1, 2);
  }

  @Test
  void conditionsAreMetByTheRowAsItWas() throws Exception {
    rows("rows.parquet", 0, 6);

    Table rows = read(List.of("stars >= 2 -- not few", "stars < 5 OR false"), change("stars", "0"));

    assertThat(longs(rows, "id")).containsExactly(2, 3, 4);
    assertThat(longs(rows, "stars")).containsOnly(0);
  }

  @Test
  void changedRowsComeInTheOrderOfTheUnchangedOnes() throws Exception {
    rows("b.parquet", 0, 150_000);
    rows("a.parquet", 150_000, 160_000);
    rows("c.parquet", 160_000, 400_000);
    List<String> files = List.of("c.parquet", "a.parquet", "b.parquet");
    List<String> conditions = List.of("id % 7 <> 3");

    Table as = read(files, conditions, List.of());
    Table changed = read(files, conditions, List.of(change("stars", "stars * 3 + 1")));

    long[] ids =
        LongStream.concat(
                LongStream.range(160_000, 400_000),
                LongStream.concat(LongStream.range(150_000, 160_000), LongStream.range(0, 150_000)))
            .filter(id -> id % 7 != 3)
            .toArray();
    assertThat(longs(as, "id")).isEqualTo(ids);
    assertThat(longs(changed, "id")).isEqualTo(ids);
    assertThat(longs(changed, "stars"))
        .isEqualTo(LongStream.of(ids).map(id -> id * 3 + 1).toArray());
  }

  @Test
  void changesLists() throws Exception {
    rows("rows.parquet", 0, 2);

    Table rows = read(List.of(), change("hist", "list_reverse(hist)"));

    assertThat(longs(rows, "hist")).containsExactly(7, 0, 0, 7, 1, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stars  | 'five'       | expected an SQL expression for column 'stars' (INTEGER), got"
            + " ''five'': its type is VARCHAR",
        "stars  | price        | its type is DOUBLE",
        "stars  | [stars]      | its type is INTEGER[]",
        "name   | 5            | its type is INTEGER",
        "hist   | hist[1]      | its type is INTEGER",
        "stars  | star + 1     | got 'star + 1': Referenced column \"star\" not found",
        "stras  | 1            | no column 'stras'; there are stars,",
        "stars  | max(stars)   | aggregate",
        "stars  | NULL         | its type is \"NULL\"",
      },
      quoteCharacter = '"')
  void refusesAChangeThatTheColumnCannotTake(String column, String expression, String problem)
      throws Exception {
    rows("rows.parquet", 0, 3);

    assertThatThrownBy(() -> read(List.of(), change(column, expression)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("suite.yaml:9:30")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1; DROP TABLE x",
        "random()",
        "CASE WHEN uuid() < 'a' THEN 1 ELSE stars END",
        "(SELECT max(stars) FROM (SELECT nextval('s')) LIMIT 1)",
        "stars + sleep_ms(1)",
        "(SELECT max(i) FROM (SELECT 1 AS i UNION ALL SELECT 2) USING SAMPLE 50%)",
        "1) FROM read_text('/etc/hostname') --",
        "1) + (2",
        "1 AS x",
        "1, 2",
        "1 FROM range(3)",
        "",
        "(SELECT size FROM read_text('/etc/hostname'))",
        "(SELECT count(*) FROM glob('/*'))",
        "(SELECT count(*) FROM read_csv('/etc/passwd'))",
      })
  void refusesAChangeThatIsNotOneHarmlessExpression(String expression) throws Exception {
    rows("rows.parquet", 0, 3);

    assertThatThrownBy(() -> read(List.of(), change("stars", expression)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("suite.yaml:9:30: expected an SQL expression for column 'stars'")
        .message()
        .doesNotContain("\n", "SELECT CAST", "root:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stars | CASE WHEN id = 0 THEN NULL ELSE 1 END | column 'stars', row 1: null",
        "stars | 2147483647::BIGINT + id | value 2147483648 can't be cast",
        "price | 'nan'::DOUBLE   | column 'price', row 1: NaN; expected a finite float32",
      },
      quoteCharacter = '"')
  void saysWhatIsWrongWithAChangedValueAndWhereItComesFrom(
      String column, String expression, String problem) throws Exception {
    rows("rows.parquet", 0, 3);

    assertThatThrownBy(() -> read(List.of(), change(column, expression)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("suite.yaml:9:30, changed rows of ")
        .hasMessageContaining("rows.parquet: ")
        .hasMessageContaining(problem);
  }

  private static Change change(String column, String expression) {
    return new Change(column, expression, "suite.yaml:9:30");
  }

  /** Row by row: id and stars are its number, likes ten times that. */
  private void rows(String name, int from, int to) throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          ("COPY (SELECT i::INTEGER AS id, i::INTEGER AS stars, (10 * i)::BIGINT AS likes,"
                  + " i / 2 AS price, 'row ' || i AS name, [i, 7]::INTEGER[] AS hist"
                  + " FROM range(%d, %d) t(i)) TO '%s' (FORMAT parquet)")
              .formatted(from, to, folder.resolve(name)));
    }
  }

  private Table read(List<String> conditions, Change... changes) {
    return read(List.of("rows.parquet"), conditions, List.of(changes));
  }

  private Table read(List<String> files, List<String> conditions, List<Change> changes) {
    return history.read(
        new Query(
            files.stream().map(file -> folder.resolve(file).toString()).toList(),
            conditions,
            changes,
            List.of(ID, STARS, LIKES, PRICE, HIST)));
  }

  private static long[] longs(Table rows, String field) {
    return rows.column(field, Column.Longs.class).values();
  }
}
