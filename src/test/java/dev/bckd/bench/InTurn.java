package dev.bckd.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Takes times in turn, round by round, so that a machine that is busy otherwise slows all alike.
 *
 * @param secondsBefore that each part runs before the first round
 * @param secondsAPart in one round
 */
record InTurn(int rounds, double secondsBefore, double secondsAPart) {
  /** The median time of each, in seconds. */
  double[] medians(List<Timed> parts) {
    int[] times = new int[parts.size()];
    double[][] seconds = new double[parts.size()][rounds];
    for (int part = 0; part < times.length; part++) {
      warmUp(parts.get(part));
      times[part] = (int) Math.max(1, Math.ceil(secondsAPart / parts.get(part).seconds(3)));
    }
    for (int round = 0; round < rounds; round++) {
      for (int part = 0; part < times.length; part++) {
        seconds[part][round] = parts.get(part).seconds(times[part]);
      }
    }
    return medians(seconds);
  }

  /** A training is thousands of steps: what a JVM does in its first hundred is no step's time. */
  private void warmUp(Timed part) {
    long start = System.nanoTime();
    do {
      part.seconds(3);
    } while (System.nanoTime() - start < secondsBefore * 1e9);
  }

  /** The median time of each, done once a round; for what is long enough to need no warming up. */
  double[] mediansOfOne(List<Timed> parts) {
    double[][] seconds = new double[parts.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int part = 0; part < parts.size(); part++) {
        seconds[part][round] = parts.get(part).seconds(1);
      }
    }
    return medians(seconds);
  }

  private static double[] medians(double[][] seconds) {
    return Arrays.stream(seconds).mapToDouble(InTurn::median).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
