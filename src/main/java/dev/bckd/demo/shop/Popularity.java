package dev.bckd.demo.shop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How often each of a list of things is chosen: the one of rank {@code r} in proportion to {@code
 * r^-0.9}, a Zipf law.
 */
final class Popularity {
  /** Popularity falls with this power of the rank. */
  static final double EXPONENT = 0.9;

  private final double[] weights;
  private final double[] sums;

  private Popularity(double[] weights) {
    this.weights = weights;
    this.sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
  }

  /** The law under which the thing of most fame has rank 1. */
  static Popularity zipf(List<Double> fame) {
    List<Integer> byFame =
        IntStream.range(0, fame.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -fame.get(i)))
            .toList();
    double[] weights = new double[fame.size()];
    for (int rank = 0; rank < weights.length; rank++) {
      weights[byFame.get(rank)] = StrictMath.pow(rank + 1, -EXPONENT);
    }
    return new Popularity(weights);
  }

  /** Relative weight of a thing; 0 of one that is not on the list. */
  double weight(int index) {
    return index < weights.length ? weights[index] : 0;
  }

  /** The index of a thing, drawn by weight. */
  int draw(RandomGenerator random) {
    int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return Math.min(found < 0 ? -found - 1 : found, sums.length - 1);
  }
}
