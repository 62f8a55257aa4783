package dev.bckd.distillation;

import dev.bckd.inference.Scores;
import java.util.Random;
import java.util.stream.IntStream;

/** Logits by chance, and probabilities as the textbook has them. */
final class RandomScores {
  private RandomScores() {}

  static Scores normal(int rows, int width, double deviation, Random random) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return new Scores(values, width);
  }

  static Scores times(Scores scores, float factor) {
    float[] values = scores.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Scores(values, scores.width());
  }

  /** Labels drawn from what the model believes. */
  static int[] believed(Scores scores, Random random) {
    return IntStream.range(0, scores.rows())
        .map(row -> drawn(softmax(scores, row), random.nextDouble()))
        .toArray();
  }

  private static int drawn(double[] probabilities, double uniform) {
    int label = 0;
    double sum = probabilities[0];
    while (uniform >= sum && label < probabilities.length - 1) {
      label++;
      sum += probabilities[label];
    }
    return label;
  }

  /** The probability of each class; of one logit z those of the logits 0 and z. */
  static double[] softmax(Scores scores, int row) {
    double[] powers =
        scores.width() == 1
            ? new double[] {1, Math.exp(scores.at(row, 0))}
            : IntStream.range(0, scores.width())
                .mapToDouble(k -> Math.exp(scores.at(row, k)))
                .toArray();
    double sum = 0;
    for (double power : powers) {
      sum += power;
    }
    for (int k = 0; k < powers.length; k++) {
      powers[k] /= sum;
    }
    return powers;
  }

  static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
