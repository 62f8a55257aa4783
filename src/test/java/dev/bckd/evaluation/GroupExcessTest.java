package dev.bckd.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.stats.Units;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against rows and p-values that {@code tests_oracle.py} wrote. */
class GroupExcessTest {
  @Test
  void agreesWithTheClusterRobustRegressionOfStatsmodels() throws IOException {
    List<String[]> rows = csv("grouped-parts.csv");
    List<String[]> expected = csv("grouped-parts-p-values.csv");
    byte[] codes = new byte[rows.size()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = Byte.parseByte(rows.get(row)[1]);
    }
    Partition parts =
        new Partition(List.of(new ScanColumn("c", List.of("c = 0", "c = 1", "c = 2"), codes)));
    Units groups = Units.named(rows.size(), row -> rows.get(row)[0]);
    boolean[] hits = new boolean[rows.size()];
    for (int row = 0; row < hits.length; row++) {
      hits[row] = rows.get(row)[2].equals("1");
    }

    double[] found =
        new GroupExcess(groups, hits, row -> 1)
            .pValues(parts, new PartCounts(parts, hits, row -> 1), part -> true);

    for (int part = 0; part < found.length; part++) {
      double p = Double.parseDouble(expected.get(part)[1]);
      assertThat(found[part]).isCloseTo(p, within(1e-9));
    }
  }

  private static List<String[]> csv(String name) throws IOException {
    try (InputStream in = GroupExcessTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    }
  }
}
