package dev.bckd.evaluation;

import java.util.List;

/** A column cut into parts: SQL conditions, and which one each row meets. */
final class ScanColumn {
  private final String name;
  private final List<String> conditions;
  private final byte[] codes;

  /**
   * @param name of the column
   * @param conditions one for each part; no row meets two
   * @param codes by row: the number of its condition, or -1 for none; not copied
   */
  ScanColumn(String name, List<String> conditions, byte[] codes) {
    this.name = name;
    this.conditions = List.copyOf(conditions);
    this.codes = codes;
  }

  String name() {
    return name;
  }

  List<String> conditions() {
    return conditions;
  }

  int rows() {
    return codes.length;
  }

  /** The part that a row belongs to, or -1. */
  int part(int row) {
    return codes[row];
  }
}
