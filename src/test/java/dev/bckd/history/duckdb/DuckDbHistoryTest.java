package dev.bckd.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bckd.history.Column;
import dev.bckd.history.Field;
import dev.bckd.history.Query;
import dev.bckd.history.Spill;
import dev.bckd.history.Table;
import dev.bckd.model.BadInputException;
import dev.bckd.model.ElementType;
import dev.bckd.model.LocalFile;
import dev.bckd.model.RemoteFiles;
import dev.bckd.model.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbHistoryTest {
  private static final Field ITEM = input("item", "item_id", ElementType.INT64);
  private static final Field HIST = input("hist", "hist", ElementType.INT64, 3);
  private static final Field DENSE = input("dense", "dense", ElementType.FLOAT32, 2);

  private final DuckDbHistory history = new DuckDbHistory();

  @TempDir Path folder;

  @BeforeEach
  void writeThreeRows() throws Exception {
    parquet(
        "rows.parquet",
        """
        SELECT * FROM (VALUES
          (7::INTEGER, [1, 2, 3]::INTEGER[], [0.5, 0.25]::FLOAT[], 1::TINYINT, 'u1', 2.5::DECIMAL(4, 2)),
          (8, [4], [1.5, -2]::FLOAT[], 0, 'u2', 1),
          (9, [], [0, 0]::FLOAT[], 1, 'u1', 0))
        t(item_id, hist, dense, label, "user", w)
        """);
  }

  @Test
  void readsRowsOfOtherMachinesAndNamesThemByTheirOrigin() {
    DuckDbHistory remote =
        new DuckDbHistory(
            Spill.TEMPORARY,
            location ->
                List.of(new LocalFile("s3://lake/a.parquet", folder.resolve("rows.parquet"))));
    List<String> files = List.of("s3://lake/*.parquet");

    assertThat(remote.read(new Query(files, Optional.empty(), List.of(ITEM))).rows()).isEqualTo(3);
    assertThat(remote.files(files))
        .containsExactly(new LocalFile("s3://lake/a.parquet", folder.resolve("rows.parquet")));
    Query wrong = new Query(files, Optional.of("itm > 0"), List.of(ITEM));
    assertThatThrownBy(() -> remote.read(wrong))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("s3://lake/a.parquet: ");
    assertThatThrownBy(() -> history.files(files))
        .isInstanceOf(BadInputException.class)
        .hasMessage("s3://lake/*.parquet: expected a local file");
  }

  @Test
  void showsSingleRowsWithAllTheirColumns() {
    Map<Integer, Map<String, String>> texts =
        history.texts(files("rows.parquet"), Optional.empty(), Set.of(0, 2, 9));

    assertThat(texts).containsOnlyKeys(0, 2);
    assertThat(texts.get(0))
        .containsExactly(
            Map.entry("item_id", "7"),
            Map.entry("hist", "[1, 2, 3]"),
            Map.entry("dense", "[0.5, 0.25]"),
            Map.entry("label", "1"),
            Map.entry("user", "u1"),
            Map.entry("w", "2.50"));
    assertThat(texts.get(2)).containsEntry("item_id", "9").containsEntry("hist", "[]");
  }

  @Test
  void numbersShownRowsAmongThoseThatMeetTheCondition() {
    Map<Integer, Map<String, String>> texts =
        history.texts(files("rows.parquet"), Optional.of("\"user\" = 'u1'"), Set.of(1));

    assertThat(texts).containsOnlyKeys(1);
    assertThat(texts.get(1)).containsEntry("item_id", "9");
  }

  /** The rows of several files, more than one thread's share, in the order that a query has. */
  @Test
  void numbersShownRowsAsAQueryReadsThem() throws Exception {
    parquet("b.parquet", "SELECT i AS item_id FROM range(200000, 500000) t(i)");
    parquet("a.parquet", "SELECT i AS item_id FROM range(0, 200000) t(i)");
    List<String> files =
        List.of(folder.resolve("b.parquet").toString(), folder.resolve("a.parquet").toString());
    Optional<String> where = Optional.of("item_id % 3 = 0");
    long[] read =
        history
            .read(new Query(files, where, List.of(ITEM)))
            .column("item", Column.Longs.class)
            .values();

    Set<Integer> rows = Set.of(0, 1, 70_000, 99_999, 100_000, 166_000);

    Map<Integer, Map<String, String>> texts = history.texts(files, where, rows);
    assertThat(texts).containsOnlyKeys(rows);
    texts.forEach(
        (row, text) -> assertThat(text).containsEntry("item_id", String.valueOf(read[row])));
  }

  @Test
  void shortensWhatIsLongAndShowsWhatIsNull() throws Exception {
    parquet(
        "long.parquet",
        "SELECT repeat('x', 1000) AS words, range(100) AS list, NULL::INTEGER AS nothing,"
            + " {'a': 1} AS struct");

    Map<String, String> texts =
        history.texts(files("long.parquet"), Optional.empty(), Set.of(0)).get(0);

    assertThat(texts)
        .containsEntry("words", "x".repeat(300) + "…")
        .containsEntry("list", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]…")
        .containsEntry("nothing", "null")
        .containsEntry("struct", "{'a': 1}");
  }

  @Test
  void readsEveryKindOfFieldInTheOrderOfTheFile() {
    Table rows =
        read(
            "rows.parquet",
            ITEM,
            HIST,
            DENSE,
            new Field.Whole("label", "label"),
            new Field.Real("weight", "w"),
            new Field.WholeList("lists", "hist"),
            new Field.WholeList("ones", "item_id"),
            new Field.Text("group", "user"),
            new Field.Text("number", "item_id"),
            new Field.Condition("known", "item_id <= 8"));

    assertThat(rows.rows()).isEqualTo(3);
    assertThat(longs(rows, "item")).containsExactly(7, 8, 9);
    assertThat(rows.column("dense", Column.Floats.class).values())
        .containsExactly(0.5f, 0.25f, 1.5f, -2f, 0f, 0f);
    assertThat(longs(rows, "label")).containsExactly(1, 0, 1);
    assertThat(rows.column("weight", Column.Floats.class).values()).containsExactly(2.5f, 1f, 0f);
    Column.LongLists lists = rows.column("lists", Column.LongLists.class);
    assertThat(lists.length(0)).isEqualTo(3);
    assertThat(lists.at(1, 0)).isEqualTo(4);
    assertThat(lists.length(2)).isZero();
    assertThat(rows.column("ones", Column.LongLists.class).at(2, 0)).isEqualTo(9);
    assertThat(rows.column("group", Column.Texts.class).at(2)).isEqualTo("u1");
    assertThat(rows.column("number", Column.Texts.class).at(0)).isEqualTo("7");
    Column.Flags known = rows.column("known", Column.Flags.class);
    assertThat(new boolean[] {known.at(0), known.at(1), known.at(2)})
        .containsExactly(true, true, false);
  }

  @Test
  void fillsShortListsAtTheEnd() {
    TensorSpec padded = new TensorSpec("hist", "hist", ElementType.INT64, List.of(3), -1);

    assertThat(longs(read("rows.parquet", new Field.Input(padded)), "hist"))
        .containsExactly(1, 2, 3, 4, -1, -1, -1, -1, -1);
  }

  @Test
  void realListsAreEmptyWhereThereIsNone() throws Exception {
    parquet(
        "logits.parquet",
        "SELECT * FROM (VALUES ([0.5, 2]::DOUBLE[], 1.5), (NULL, NULL), ([], 3)) t(logits, one)");

    Table rows =
        read(
            "logits.parquet",
            new Field.RealList("logits", "logits"),
            new Field.RealList("one", "one"),
            new Field.RealList("none", "nowhere"));

    Column.FloatLists logits = rows.column("logits", Column.FloatLists.class);
    assertThat(List.of(logits.length(0), logits.length(1), logits.length(2)))
        .containsExactly(2, 0, 0);
    assertThat(logits.at(0, 1)).isEqualTo(2);
    Column.FloatLists ones = rows.column("one", Column.FloatLists.class);
    assertThat(List.of(ones.length(0), ones.length(1))).containsExactly(1, 0);
    assertThat(ones.at(2, 0)).isEqualTo(3);
    assertThat(rows.column("none", Column.FloatLists.class).length(2)).isZero();
    Column.FloatLists twice = ones.append(ones.select(new int[] {2, 0}));
    assertThat(twice.at(3, 0)).isEqualTo(3);
    assertThat(twice.at(4, 0)).isEqualTo(1.5f);
  }

  @Test
  void refusesARealListThatIsNoNumbers() throws Exception {
    parquet("texts.parquet", "SELECT ['a'] AS logits");

    assertThatThrownBy(() -> read("texts.parquet", new Field.RealList("logits", "logits")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a list of numbers");
  }

  @Test
  void takesTheRowsThatMeetTheCondition() {
    Query query =
        new Query(files("rows.parquet"), Optional.of("label = 1 -- a comment"), List.of(ITEM));

    assertThat(longs(history.read(query), "item")).containsExactly(7, 9);
  }

  @Test
  void aConditionThatIsNullForARowIsNotMet() throws Exception {
    parquet("nulls.parquet", "SELECT 1 AS item_id, NULL::INTEGER AS x");

    Table rows = read("nulls.parquet", ITEM, new Field.Condition("flag", "x > 3"));

    assertThat(rows.column("flag", Column.Flags.class).at(0)).isFalse();
  }

  @Test
  void readsTheFilesOfAGlobByName() throws Exception {
    parquet("part-2.parquet", "SELECT 2 AS item_id");
    parquet("part-1.parquet", "SELECT 1 AS item_id");

    assertThat(longs(read("part-*.parquet", ITEM), "item")).containsExactly(1, 2);
  }

  @Test
  void readsCsvAndJsonLines() throws Exception {
    Files.writeString(folder.resolve("rows.csv"), "item_id,price\n3,1.5\n4,2.5\n");
    Files.writeString(
        folder.resolve("rows.jsonl"),
        "{\"item_id\": 3, \"hist\": [1, 2], \"dense\": [0.5, 1.5]}\n");

    assertThat(longs(read("rows.csv", ITEM), "item")).containsExactly(3, 4);
    assertThat(longs(read("rows.jsonl", HIST, DENSE), "hist")).containsExactly(1, 2, 0);
  }

  @Test
  void largeColumnsAreTheSameInFiles() throws Exception {
    parquet(
        "wide.parquet",
        "SELECT [i, -i, 7] AS hist, [i / 3, 0.5]::FLOAT[] AS dense, i AS item_id"
            + " FROM range(5000) t(i)");
    Query query = new Query(files("wide.parquet"), Optional.empty(), List.of(ITEM, HIST, DENSE));
    Path spilled = Files.createDirectory(folder.resolve("spilled"));

    Table rows = new DuckDbHistory(new Spill(spilled, 0), RemoteFiles.NONE).read(query);

    Table onHeap = history.read(query);
    Column.Longs hist = rows.column("hist", Column.Longs.class);
    assertThat(hist.numbers().onHeap()).isFalse();
    assertThat(hist.values()).containsExactly(longs(onHeap, "hist"));
    assertThat(longs(rows, "item")).containsExactly(longs(onHeap, "item"));
    assertThat(rows.column("dense", Column.Floats.class).values())
        .containsExactly(onHeap.column("dense", Column.Floats.class).values());
    assertThat(spilled).isEmptyDirectory();
  }

  @Test
  void keepsOrderOverManyRows() throws Exception {
    parquet("many.parquet", "SELECT range::INTEGER AS item_id FROM range(300000)");

    long[] items = longs(read("many.parquet", ITEM), "item");

    assertThat(items).hasSize(300_000).isSorted();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT 1.5::DOUBLE AS item_id | column 'item_id' is DOUBLE; expected whole numbers",
        "SELECT 'a' AS item_id         | column 'item_id' is VARCHAR; expected whole numbers",
        "SELECT [1] AS item_id         | column 'item_id' is INTEGER[]; expected whole numbers",
        "SELECT 1::UBIGINT AS item_id  | column 'item_id' is UBIGINT; expected whole numbers",
        "SELECT true AS item_id        | column 'item_id' is BOOLEAN; expected whole numbers",
        "SELECT 1 AS itm_id, 2 AS zzzzzzzzz | no column 'item_id'; there are itm_id, zzzzzzzzz",
        "SELECT unnest([1, NULL])::INTEGER AS item_id | column 'item_id', row 2: null",
        "SELECT 1 AS item_id WHERE false | there are no rows",
      })
  void refusesAColumnThatCannotFeedAWholeNumber(String rows, String problem) throws Exception {
    parquet("bad.parquet", rows);

    assertThatThrownBy(() -> read("bad.parquet", ITEM))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("bad.parquet: ")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT [1, 2, 3, 4] AS hist, [1.0]::FLOAT[] AS dense | column 'hist', row 1: a list of 4; the input takes 3",
        "SELECT [1, NULL] AS hist, [1.0]::FLOAT[] AS dense | column 'hist', row 1: null",
        "SELECT NULL::INTEGER[] AS hist, [1.0]::FLOAT[] AS dense | column 'hist', row 1: null",
        "SELECT 1 AS hist, [1.0]::FLOAT[] AS dense | column 'hist' is INTEGER; expected a list of whole numbers",
        "SELECT [[1]] AS hist, [1.0]::FLOAT[] AS dense | column 'hist' is INTEGER[][]; expected",
        "SELECT [1] AS hist, ['nan'::DOUBLE] AS dense | column 'dense', row 1: NaN; expected a finite float32",
        "SELECT [1] AS hist, [1e300::DOUBLE] AS dense | column 'dense', row 1: 1.0E300; expected a finite float32",
        "SELECT [1] AS hist, [1::INTEGER] AS dense | column 'dense' is INTEGER[]; expected a list of FLOAT",
        "SELECT [1] AS hist, [NULL]::FLOAT[] AS dense | column 'dense', row 1: null",
      })
  void refusesAListThatCannotFeedTheInput(String rows, String problem) throws Exception {
    parquet("bad.parquet", rows);

    assertThatThrownBy(() -> read("bad.parquet", HIST, DENSE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("bad.parquet: ")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "label = 1; DROP TABLE x",
        "RANDOM() < 0.5",
        "nextval('s') > 0",
        "label = 1 OR write_log('x') IS NULL",
        "label = 1) OR (true",
        "label = 1) UNION ALL SELECT (1",
        "label = ",
        "lable = 1",
        "label AS x",
        "label, item_id",
        "",
        "item_id IN (SELECT size FROM read_text('/etc/hostname'))",
        "item_id IN (SELECT count(*) FROM glob('/*'))",
      })
  void refusesAConditionThatIsNotOneHarmlessExpression(String where) {
    Query query = new Query(files("rows.parquet"), Optional.of(where), List.of(ITEM));

    assertThatThrownBy(() -> history.read(query))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("rows.parquet: expected an SQL condition")
        .message()
        .doesNotContain("\n", "SELECT CAST");
  }

  @Test
  void saysWhichConditionLeftNoRow() {
    Query query = new Query(files("rows.parquet"), Optional.of("label > 5"), List.of(ITEM));

    assertThatThrownBy(() -> history.read(query))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no row meets the condition label > 5");
  }

  @Test
  void saysWhichValueAConditionBreaksOn() {
    Query query =
        new Query(files("rows.parquet"), Optional.of("\"user\"::INTEGER > 1"), List.of(ITEM));

    assertThatThrownBy(() -> history.read(query))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("rows.parquet: Could not convert string 'u1' to INT32");
  }

  @Test
  void refusesFilesThatAreMissingUnknownOrBroken() throws Exception {
    Files.writeString(folder.resolve("broken.parquet"), "not parquet");
    Files.writeString(folder.resolve("rows.xlsx"), "x");

    assertThatThrownBy(() -> read("none.parquet", ITEM))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none.parquet: no such file");
    assertThatThrownBy(() -> read("none-*.parquet", ITEM))
        .hasMessageContaining("none-*.parquet: no file matches");
    assertThatThrownBy(() -> read("rows.xlsx", ITEM))
        .hasMessageContaining("expected a file ending");
    assertThatThrownBy(() -> read("broken.parquet", ITEM))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("broken.parquet");
  }

  @Test
  void quotesNamesOfColumnsAndFiles() throws Exception {
    Files.createDirectory(folder.resolve("it's"));
    parquet("it's/rows.parquet", "SELECT 5 AS \"a \"\"b\"\"\"");

    assertThat(longs(read("it's/rows.parquet", new Field.Whole("x", "a \"b\"")), "x"))
        .containsExactly(5);
  }

  private void parquet(String name, String select) throws Exception {
    String file = folder.resolve(name).toString().replace("'", "''");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
    }
  }

  private Table read(String file, Field... fields) {
    return history.read(new Query(files(file), Optional.empty(), List.of(fields)));
  }

  private List<String> files(String name) {
    return List.of(folder.resolve(name).toString());
  }

  private static long[] longs(Table rows, String field) {
    return rows.column(field, Column.Longs.class).values();
  }

  private static Field input(String name, String column, ElementType type, Integer... shape) {
    return new Field.Input(new TensorSpec(name, column, type, List.of(shape), 0));
  }
}
