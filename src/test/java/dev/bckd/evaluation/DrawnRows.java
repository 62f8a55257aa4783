package dev.bckd.evaluation;

import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Rows to scan, drawn at random: columns c0, c1, ... of 3 to 6 parts each, and which rows flip. */
record DrawnRows(List<ScanColumn> columns, IntPredicate flip, SampleUnits units) {
  List<SliceFinding> findings() {
    return new SliceScan(columns.get(0).rows(), flip, units, Optional.empty()).findings(columns);
  }

  /** The same rows, taken for independent. */
  DrawnRows ungrouped() {
    return new DrawnRows(columns, flip, rows(columns.get(0).rows()));
  }

  static DrawnRows rowsWithoutEffect(int seed) {
    Random random = new Random(seed);
    List<ScanColumn> columns = columns(random, 3_000, 6);
    boolean[] flips = flips(random, columns, row -> false, 0.03, 0.03);
    return new DrawnRows(columns, row -> flips[row], rows(3_000));
  }

  /** Groups share a part of each column and a tendency to flip, which are unrelated. */
  static DrawnRows groupsWithoutEffect(int seed) {
    Random random = new Random(seed);
    List<ScanColumn> perGroup = columns(random, 400, 6);
    List<ScanColumn> columns = new ArrayList<>();
    for (ScanColumn column : perGroup) {
      byte[] codes = new byte[3_200];
      for (int row = 0; row < codes.length; row++) {
        codes[row] = (byte) column.part(row / 8);
      }
      columns.add(new ScanColumn(column.name(), column.conditions(), codes));
    }
    double[] rates = random.doubles(400).map(u -> u < 0.1 ? 0.5 : 0.01).toArray();
    boolean[] flips = new boolean[3_200];
    for (int row = 0; row < flips.length; row++) {
      flips[row] = random.nextDouble() < rates[row / 8];
    }
    return new DrawnRows(columns, row -> flips[row], groups(3_200, 8));
  }

  static SampleUnits rows(int rows) {
    return new SampleUnits(Units.rows(rows), false);
  }

  static SampleUnits groups(int rows, int size) {
    return new SampleUnits(Units.named(rows, row -> "group " + row / size), true);
  }

  static boolean[] flips(
      Random random, List<ScanColumn> columns, IntPredicate planted, double rate, double higher) {
    boolean[] flips = new boolean[columns.get(0).rows()];
    for (int row = 0; row < flips.length; row++) {
      flips[row] = random.nextDouble() < (planted.test(row) ? higher : rate);
    }
    return flips;
  }

  static List<ScanColumn> columns(Random random, int rows, int count) {
    List<ScanColumn> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "c" + i;
      int parts = 3 + i % 4;
      byte[] codes = new byte[rows];
      for (int row = 0; row < rows; row++) {
        codes[row] = (byte) random.nextInt(parts);
      }
      columns.add(
          new ScanColumn(
              name,
              IntStream.range(0, parts).mapToObj(part -> name + " = " + part).toList(),
              codes));
    }
    return columns;
  }
}
