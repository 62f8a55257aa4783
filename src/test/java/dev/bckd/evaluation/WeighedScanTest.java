package dev.bckd.evaluation;

import static dev.bckd.evaluation.DrawnRows.columns;
import static dev.bckd.evaluation.DrawnRows.flips;
import static dev.bckd.evaluation.DrawnRows.groups;
import static dev.bckd.evaluation.DrawnRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.stats.RowWeights;
import dev.bckd.stats.Units;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The scan for slices where rows count differently. */
class WeighedScanTest {
  private static final int NULL_SCANS = 200;

  /** A row of weight 3 is three rows of its group. */
  @Test
  void aWeightIsTheSameAsSoManyRowsOfTheGroup() {
    Random random = new Random(4);
    int rows = 3_000;
    byte[] codes = new byte[rows];
    boolean[] hits = new boolean[rows];
    int[] weights = new int[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = (byte) random.nextInt(3);
      hits[row] = random.nextDouble() < 0.05 * (1 + codes[row]);
      weights[row] = random.nextInt(4);
    }
    int[] repeated =
        IntStream.range(0, rows)
            .flatMap(row -> IntStream.range(0, weights[row]).map(i -> row))
            .toArray();

    double[] weighed = pValues(IntStream.range(0, rows).toArray(), codes, hits, i -> weights[i]);
    double[] counted = pValues(repeated, codes, hits, i -> 1);

    for (int part = 0; part < 3; part++) {
      assertThat(weighed[part]).isCloseTo(counted[part], within(1e-12)).isBetween(0.0, 1.0);
    }
    assertThat(weighed[2]).isLessThan(0.01);
  }

  private static double[] pValues(int[] source, byte[] codes, boolean[] hits, RowWeights weights) {
    byte[] own = new byte[source.length];
    boolean[] ownHits = new boolean[source.length];
    for (int i = 0; i < source.length; i++) {
      own[i] = codes[source[i]];
      ownHits[i] = hits[source[i]];
    }
    Partition parts =
        new Partition(List.of(new ScanColumn("c", List.of("c = 0", "c = 1", "c = 2"), own)));
    Units units = Units.named(source.length, i -> "group " + source[i] / 10);
    return new GroupExcess(units, ownHits, weights)
        .pValues(parts, new PartCounts(parts, ownHits, weights), part -> true);
  }

  /** Half of the rows cost ten times as much; in one part those flip, elsewhere the cheap ones. */
  @Test
  void findsWhatOnlyWeightsShow() {
    Random random = new Random(1);
    int rows = 8_000;
    List<ScanColumn> columns = columns(random, rows, 4);
    boolean[] dear = flips(random, columns, row -> false, 0.5, 0.5);
    boolean[] flips = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      boolean planted = columns.get(2).part(row) == 1;
      flips[row] = dear[row] == planted && random.nextDouble() < 0.08;
    }

    List<SliceFinding> weighed =
        scan(rows, flips, rows(rows), Optional.of(row -> dear[row] ? 10 : 1)).findings(columns);
    List<SliceFinding> counted = scan(rows, flips, rows(rows), Optional.empty()).findings(columns);

    assertThat(weighed).first().extracting(SliceFinding::where).isEqualTo("c2 = 1");
    assertThat(weighed.get(0).rate()).isBetween(0.055, 0.09);
    assertThat(weighed.get(0).wholeRate()).isLessThan(0.03);
    assertThat(counted).isEmpty();
  }

  /** Five scans of a hundred, and three standard errors of 200 scans. */
  @Test
  void hardlyEverFindsAnythingWhereNothingIs() {
    long finding =
        IntStream.range(0, NULL_SCANS)
            .filter(
                seed -> {
                  Random random = new Random(seed);
                  List<ScanColumn> columns = columns(random, 3_000, 6);
                  boolean[] flips = flips(random, columns, row -> false, 0.03, 0.03);
                  double[] costs = random.doubles(3_000).map(u -> Math.exp(3 * u)).toArray();
                  SampleUnits units = seed % 2 == 0 ? rows(3_000) : groups(3_000, 3);
                  return !scan(3_000, flips, units, Optional.of(row -> costs[row]))
                      .findings(columns)
                      .isEmpty();
                })
            .count();

    assertThat(finding)
        .isLessThanOrEqualTo(
            (long) (NULL_SCANS * (0.05 + 3 * Math.sqrt(0.05 * 0.95 / NULL_SCANS))));
  }

  @Test
  void passesOverPartsThatWeighNothing() {
    Random random = new Random(2);
    List<ScanColumn> columns = columns(random, 4_000, 3);
    boolean[] flips = flips(random, columns, row -> columns.get(0).part(row) == 1, 0.02, 0.3);

    List<SliceFinding> found =
        scan(4_000, flips, rows(4_000), Optional.of(row -> columns.get(0).part(row) == 1 ? 0 : 1))
            .findings(columns);

    assertThat(found).isEmpty();
  }

  private static SliceScan scan(
      int rows, boolean[] flips, SampleUnits units, Optional<RowWeights> weights) {
    return new SliceScan(rows, row -> flips[row], units, weights);
  }
}
