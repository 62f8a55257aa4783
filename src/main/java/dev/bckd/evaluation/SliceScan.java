package dev.bckd.evaluation;

import dev.bckd.stats.BenjaminiHochberg;
import dev.bckd.stats.RowWeights;
import dev.bckd.stats.Wilson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
 *
 * <p>Rates are shares of weight, as the metrics have them. Rows that count differently are tested
 * like groups of one row each.
 */
final class SliceScan {
  static final int LEAST_ROWS = 200;
  static final double LEVEL = 0.05;
  static final int MOST_FINDINGS = 20;

  private static final double CONFIDENCE = 0.95;

  private final boolean[] flips;
  private final RowWeights weights;
  private final double weight;
  private final double wholeRate;
  private final Excess excess;

  /**
   * @param rows number of rows
   * @param flip which of them flipped
   * @param units which belong together
   * @param weights how much each counts; empty: all alike
   */
  SliceScan(int rows, IntPredicate flip, SampleUnits units, Optional<RowWeights> weights) {
    this.weights = weights.orElse(row -> 1);
    flips = new boolean[rows];
    int count = 0;
    double all = 0;
    double flipped = 0;
    for (int row = 0; row < rows; row++) {
      flips[row] = flip.test(row);
      count += flips[row] ? 1 : 0;
      all += this.weights.of(row);
      flipped += flips[row] ? this.weights.of(row) : 0;
    }
    weight = all;
    wholeRate = flipped / all;
    excess =
        units.independent() && weights.isEmpty()
            ? new RowExcess(rows, count)
            : new GroupExcess(units.units(), flips, this.weights);
  }

  /** The findings, the highest lower end of a rate first, at most 20. */
  List<SliceFinding> findings(List<ScanColumn> columns) {
    List<Tested> tested = wholeRate > 0 ? tested(columns) : List.of();
    double[] adjusted =
        BenjaminiHochberg.adjusted(tested.stream().mapToDouble(Tested::pValue).toArray());
    long pairs = tested.stream().filter(slice -> slice.partition().isPair()).count();
    double confidence = 1 - 2 * LEVEL / Math.max(1, pairs);
    return IntStream.range(0, adjusted.length)
        .filter(i -> adjusted[i] <= LEVEL)
        .filter(i -> tested.get(i).lowerEnd(confidence) > tested.get(i).parents())
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> tested.get(i).lowerEnd(CONFIDENCE))
                .reversed())
        .limit(MOST_FINDINGS)
        .map(i -> tested.get(i).finding(wholeRate, adjusted[i]))
        .toList();
  }

  private List<Tested> tested(List<ScanColumn> columns) {
    List<Partition> singles = columns.stream().map(c -> new Partition(List.of(c))).toList();
    List<PartCounts> counts =
        singles.stream().map(one -> new PartCounts(one, flips, weights)).toList();
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
                  return tested(two, new PartCounts(two, flips, weights), parents);
                });
    return Stream.concat(ofSingles, ofPairs).toList();
  }

  private Stream<Tested> tested(Partition partition, PartCounts counts, List<PartCounts> parents) {
    IntPredicate asked =
        part ->
            counts.rows(part) >= LEAST_ROWS
                && 2L * counts.rows(part) <= flips.length
                // Where nothing weighs, within or outside, there is no rate.
                && counts.weight(part) > 0
                && counts.weight(part) < weight;
    int[] parts = IntStream.range(0, partition.size()).filter(asked).toArray();
    double[] pValues = parts.length == 0 ? new double[0] : excess.pValues(partition, counts, asked);
    return Arrays.stream(parts)
        .mapToObj(
            part -> {
              double highest = -1;
              for (int i = 0; i < parents.size(); i++) {
                highest = Math.max(highest, parents.get(i).rate(partition.parent(part, i)));
              }
              return new Tested(partition, part, counts, highest, pValues[part]);
            });
  }

  /** A slice and what was found of it; parents is the higher of its columns' rates, or -1. */
  private record Tested(
      Partition partition, int part, PartCounts counts, double parents, double pValue) {
    double lowerEnd(double confidence) {
      long worth = counts.worth(part);
      return Wilson.interval(Math.round(counts.rate(part) * worth), worth, confidence).low();
    }

    SliceFinding finding(double wholeRate, double adjusted) {
      return new SliceFinding(
          partition.where(part), counts.rows(part), counts.rate(part), wholeRate, adjusted);
    }
  }
}
