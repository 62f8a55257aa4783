package dev.bckd.evaluation;

import dev.bckd.stats.BenjaminiHochberg;
import dev.bckd.stats.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for slices whose flips exceed the rest: every part of every column, and every pair of parts
 * of two columns, of at least 200 rows and at most half of all.
 *
 * <p>For each the p-value of "the rate within is at most the rate outside" is found ({@link
 * RowExcess}, or {@link GroupExcess} where rows belong together), and all of them are adjusted
 * together (Benjamini and Hochberg); those below 5 % are findings. If no slice differs, 5 % of
 * scans find anything. A pair is a finding only if the lower end of its rate, by Wilson, lies above
 * the rates of both its columns' parts, else it says no more than they do; with 5 % for all pairs
 * together (Bonferroni), for among many children of a bad part some look worse by chance.
 */
final class SliceScan {
  static final int LEAST_ROWS = 200;
  static final double LEVEL = 0.05;
  static final int MOST_FINDINGS = 20;

  private final boolean[] flips;
  private final long allFlips;
  private final Excess excess;

  /**
   * @param rows number of rows
   * @param flip which of them flipped
   * @param units which belong together
   */
  SliceScan(int rows, IntPredicate flip, SampleUnits units) {
    flips = new boolean[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      flips[row] = flip.test(row);
      count += flips[row] ? 1 : 0;
    }
    allFlips = count;
    excess =
        units.independent() ? new RowExcess(rows, count) : new GroupExcess(units.units(), flips);
  }

  /** The findings, the highest lower end of a rate first, at most 20. */
  List<SliceFinding> findings(List<ScanColumn> columns) {
    List<Tested> tested = allFlips == 0 ? List.of() : tested(columns);
    double[] adjusted =
        BenjaminiHochberg.adjusted(tested.stream().mapToDouble(Tested::pValue).toArray());
    long pairs = tested.stream().filter(slice -> slice.partition().isPair()).count();
    double confidence = 1 - 2 * LEVEL / Math.max(1, pairs);
    double wholeRate = allFlips / (double) flips.length;
    List<SliceFinding> findings = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      Tested slice = tested.get(i);
      if (adjusted[i] <= LEVEL && slice.lowerEnd(confidence) > slice.parents()) {
        findings.add(slice.finding(wholeRate, adjusted[i]));
      }
    }
    return findings.stream()
        .sorted(Comparator.comparingDouble(SliceScan::lowerEnd).reversed())
        .limit(MOST_FINDINGS)
        .toList();
  }

  private List<Tested> tested(List<ScanColumn> columns) {
    List<Partition> singles = columns.stream().map(c -> new Partition(List.of(c))).toList();
    List<PartCounts> counts = singles.stream().map(one -> new PartCounts(one, flips)).toList();
    Stream<Tested> ofSingles =
        IntStream.range(0, singles.size())
            .boxed()
            .flatMap(i -> tested(singles.get(i), counts.get(i), List.of()));
    int size = columns.size();
    Stream<Tested> ofPairs =
        IntStream.range(0, size * size)
            .parallel()
            .filter(pair -> pair / size < pair % size)
            .boxed()
            .flatMap(
                pair -> {
                  int i = pair / size;
                  int j = pair % size;
                  Partition two = new Partition(List.of(columns.get(i), columns.get(j)));
                  List<PartCounts> parents = List.of(counts.get(i), counts.get(j));
                  return tested(two, new PartCounts(two, flips), parents);
                });
    return Stream.concat(ofSingles, ofPairs).toList();
  }

  private Stream<Tested> tested(Partition partition, PartCounts counts, List<PartCounts> parents) {
    IntPredicate asked =
        part -> counts.rows(part) >= LEAST_ROWS && 2L * counts.rows(part) <= flips.length;
    int[] parts = IntStream.range(0, partition.size()).filter(asked).toArray();
    double[] pValues = parts.length == 0 ? new double[0] : excess.pValues(partition, counts, asked);
    return Arrays.stream(parts)
        .mapToObj(
            part -> {
              double highest = -1;
              for (int i = 0; i < parents.size(); i++) {
                highest = Math.max(highest, parents.get(i).rate(partition.parent(part, i)));
              }
              return new Tested(
                  partition, part, counts.rows(part), counts.hits(part), highest, pValues[part]);
            });
  }

  private static double lowerEnd(SliceFinding finding) {
    long flips = Math.round(finding.rate() * finding.samples());
    return Wilson.interval(flips, finding.samples(), 0.95).low();
  }

  /** A slice and what was found of it; parents is the higher of its columns' rates, or -1. */
  private record Tested(
      Partition partition, int part, int rows, int hits, double parents, double pValue) {
    double lowerEnd(double confidence) {
      return Wilson.interval(hits, rows, confidence).low();
    }

    SliceFinding finding(double wholeRate, double adjusted) {
      return new SliceFinding(
          partition.where(part), rows, hits / (double) rows, wholeRate, adjusted);
    }
  }
}
