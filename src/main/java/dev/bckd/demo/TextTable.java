package dev.bckd.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text as a table: columns as wide as their widest cell, names left, numbers right. */
final class TextTable {
  private static final String GAP = "   ";

  private final int names;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param names how many of the first columns hold names
   */
  TextTable(int names) {
    this.names = names;
  }

  /** Adds a row; one with fewer cells than others is filled with empty ones. */
  TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The lines of the table, without trailing blanks. */
  List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    List<String> cells =
        IntStream.range(0, row.size())
            .mapToObj(
                c -> {
                  String blanks = " ".repeat(widths[c] - row.get(c).length());
                  return c < names ? row.get(c) + blanks : blanks + row.get(c);
                })
            .toList();
    return String.join(GAP, cells).stripTrailing();
  }
}
