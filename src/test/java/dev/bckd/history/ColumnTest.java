package dev.bckd.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTest {
  private static final Column LONGS = new Column.Longs(new long[] {1, 2, 3, 4, 5, 6}, 2);
  private static final Column FLOATS = new Column.Floats(new float[] {1, 2, 3, 4, 5, 6}, 2);
  private static final Column LONGS_IN_A_FILE;
  private static final Column FLOATS_IN_A_FILE;
  private static final Column LONG_LISTS =
      new Column.LongLists(new long[] {1, 2, 3, 4}, new int[] {0, 3, 3, 4});
  private static final Column FLOAT_LISTS =
      new Column.FloatLists(new float[] {1, 2, 3, 4}, new int[] {0, 3, 3, 4});
  private static final Column TEXTS = new Column.Texts(new String[] {"a", "b", "c"});
  private static final Column FLAGS = new Column.Flags(new boolean[] {true, false, false});

  static {
    Spill everything = new Spill(Spill.TEMPORARY.folder(), 0);
    NumberCollector<long[]> longs = everything.longs();
    longs.add(new long[] {1, 2, 3, 4, 5, 6}, 0, 6);
    LONGS_IN_A_FILE = new Column.Longs(longs.finish(), 2);
    NumberCollector<float[]> floats = everything.floats();
    floats.add(new float[] {1, 2, 3, 4, 5, 6}, 0, 6);
    FLOATS_IN_A_FILE = new Column.Floats(floats.finish(), 2);
  }

  static Stream<Column> columns() {
    return Stream.of(
        LONGS, FLOATS, LONGS_IN_A_FILE, FLOATS_IN_A_FILE, LONG_LISTS, FLOAT_LISTS, TEXTS, FLAGS);
  }

  /** The rows as lists, read through what the column offers. */
  private static List<List<?>> rows(Column column) {
    List<List<?>> rows = new ArrayList<>();
    for (int row = 0; row < column.rows(); row++) {
      rows.add(row(column, row));
    }
    return rows;
  }

  private static List<?> row(Column column, int row) {
    List<Object> values = new ArrayList<>();
    if (column instanceof Column.Longs longs) {
      for (int i = 0; i < longs.width(); i++) {
        values.add(longs.values()[row * longs.width() + i]);
      }
    } else if (column instanceof Column.Floats floats) {
      FloatBuffer one = floats.values(row, row + 1);
      while (one.hasRemaining()) {
        values.add(one.get());
      }
    } else if (column instanceof Column.LongLists lists) {
      for (int i = 0; i < lists.length(row); i++) {
        values.add(lists.at(row, i));
      }
    } else if (column instanceof Column.FloatLists lists) {
      for (int i = 0; i < lists.length(row); i++) {
        values.add(lists.at(row, i));
      }
    } else if (column instanceof Column.Texts texts) {
      values.add(texts.at(row));
    } else if (column instanceof Column.Flags flags) {
      values.add(flags.at(row));
    }
    return values;
  }

  @Test
  void selectsByHand() {
    assertThat(rows(LONGS.select(new int[] {2, 0, 2})))
        .containsExactly(List.of(5L, 6L), List.of(1L, 2L), List.of(5L, 6L));
    assertThat(rows(LONG_LISTS.select(new int[] {2, 1, 0})))
        .containsExactly(List.of(4L), List.of(), List.of(1L, 2L, 3L));
  }

  @Test
  void aColumnInAFileGoesOnInFiles() {
    Column.Longs both = ((Column.Longs) LONGS).append(LONGS_IN_A_FILE);

    assertThat(both.numbers().onHeap()).isFalse();
    assertThat(both.select(new int[] {0, 5}).numbers().onHeap()).isFalse();
    assertThat(both.values()).containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6);
    assertThat(rows(both.select(new int[] {5, 0})))
        .containsExactly(List.of(5L, 6L), List.of(1L, 2L));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void selectsInTheOrderGivenAndAsOftenAsGiven(Column column) {
    List<List<?>> all = rows(column);

    assertThat(rows(column.select(new int[] {1, 2, 0, 2})))
        .isEqualTo(List.of(all.get(1), all.get(2), all.get(0), all.get(2)));
    assertThat(column.select(new int[0]).rows()).isZero();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void appendsTheOtherRowsBehindItsOwn(Column column) {
    List<List<?>> all = rows(column);

    Column joined = column.append(column.select(new int[] {2, 1, 0}));

    assertThat(rows(joined))
        .isEqualTo(List.of(all.get(0), all.get(1), all.get(2), all.get(2), all.get(1), all.get(0)));
    assertThat(rows(column)).isEqualTo(all);
    assertThat(rows(joined.append(column.select(new int[0])))).isEqualTo(rows(joined));
  }

  @Test
  void appendsItsOwnKindOnly() {
    assertThatThrownBy(() -> LONGS.append(FLOATS)).isInstanceOf(ClassCastException.class);
  }

  @Test
  void aTableSelectsAndAppendsAllItsColumns() {
    Table table = new Table(3, Map.of("ids", LONGS, "names", TEXTS));

    Table joined = table.select(new int[] {2, 0}).append(table);

    assertThat(joined.rows()).isEqualTo(5);
    assertThat(rows(joined.column("ids", Column.Longs.class)))
        .containsExactly(
            List.of(5L, 6L), List.of(1L, 2L), List.of(1L, 2L), List.of(3L, 4L), List.of(5L, 6L));
    assertThat(rows(joined.column("names", Column.Texts.class)))
        .containsExactly(List.of("c"), List.of("a"), List.of("a"), List.of("b"), List.of("c"));
    assertThatThrownBy(() -> table.append(table.only(List.of("ids"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names");
  }

  @Test
  void aTableReplacesOneColumnInACopy() {
    Table table = new Table(3, Map.of("ids", LONGS, "names", TEXTS));
    Column other = new Column.Longs(new long[] {7, 8, 9}, 1);

    Table changed = table.with("ids", other);

    assertThat(changed.column("ids", Column.class)).isSameAs(other);
    assertThat(changed.column("names", Column.class)).isSameAs(TEXTS);
    assertThat(table.column("ids", Column.class)).isSameAs(LONGS);
    assertThatThrownBy(() -> table.with("ids", other.select(new int[] {0})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ids has 1 rows, the table 3");
  }
}
