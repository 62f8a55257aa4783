package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.inference.Scores;
import dev.bckd.stats.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 600 rows of 200 users, whose rows are alike; the teacher is right on all. */
class DecidingRowsTest {
  private static final int ROWS = 600;
  private static final int OF_A_USER = 3;
  private static final int RESAMPLES = 400;
  private static final int[] ALL = IntStream.range(0, ROWS).toArray();

  private final int[] labels = new int[ROWS];
  private final float[] logits = new float[ROWS];
  private DecidingRows deciding;

  @BeforeEach
  void drawRows() {
    Random random = new Random(7);
    History history = Rows.history(Rows.distinct(ROWS));
    boolean[] asked = new boolean[ROWS];
    Arrays.fill(asked, true);
    float[] teacher = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      int first = row / OF_A_USER * OF_A_USER;
      logits[row] =
          row == first ? (float) (1.5 * random.nextGaussian()) : logits[first] + row * 1e-4f;
      labels[row] = random.nextDouble() < probability(logits[row] * 0.6) ? 1 : 0;
      teacher[row] = labels[row] == 1 ? 1 : -1;
      history.groups()[row] = "user " + row / OF_A_USER;
    }
    TrainingRows rows =
        new TrainingRows(
            history.inputs(),
            labels,
            history.weights(),
            history.old(),
            asked,
            new Scores(teacher, 1),
            new Scores(teacher, 1));
    deciding = new DecidingRows("old", rows, ALL, history.inputs(), history, 1);
  }

  private static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private Interval found(List<Standing.Quality> qualities, String metric) {
    assertThat(qualities).allMatch(quality -> quality.rows().equals("old"));
    return qualities.stream()
        .filter(quality -> quality.metric().equals(metric))
        .map(quality -> quality.estimate().interval())
        .findFirst()
        .orElseThrow();
  }

  /** Users drawn with replacement, and the value computed anew from their rows. */
  private static double deviation(ToDoubleFunction<int[]> value) {
    Random random = new Random(11);
    double[] values = new double[RESAMPLES];
    int users = ROWS / OF_A_USER;
    for (int resample = 0; resample < RESAMPLES; resample++) {
      values[resample] =
          value.applyAsDouble(
              random
                  .ints(users, 0, users)
                  .flatMap(user -> IntStream.range(user * OF_A_USER, (user + 1) * OF_A_USER))
                  .toArray());
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (RESAMPLES - 1));
  }

  private static void assertIs(Interval interval, ToDoubleFunction<int[]> value) {
    assertThat(interval.estimate()).isCloseTo(value.applyAsDouble(ALL), within(1e-6));
    double deviation = deviation(value);
    assertThat((interval.high() - interval.low()) / (2 * 1.96))
        .isBetween(0.8 * deviation, 1.25 * deviation);
    assertThat(interval.low()).isLessThan(interval.estimate());
    assertThat(interval.high()).isGreaterThan(interval.estimate());
  }

  private double right(int[] some) {
    return mean(some, row -> (logits[row] > 0) == (labels[row] == 1) ? 1 : 0);
  }

  private static double mean(int[] some, ToDoubleFunction<Integer> value) {
    return Arrays.stream(some).boxed().mapToDouble(value).average().orElseThrow();
  }

  private double area(int[] some) {
    double above = 0;
    double pairs = 0;
    for (int one : some) {
      for (int other : some) {
        if (labels[one] == 1 && labels[other] == 0) {
          pairs++;
          above += logits[one] > logits[other] ? 1 : logits[one] == logits[other] ? 0.5 : 0;
        }
      }
    }
    return above / pairs;
  }

  private double loss(int row) {
    double probability = probability(logits[row]);
    return -Math.log(labels[row] == 1 ? probability : 1 - probability);
  }

  /** The bins of the whole sample; a row's place in order tells its bin. */
  private ToDoubleFunction<int[]> calibrationError() {
    int[] bin = new int[ROWS];
    List<Integer> order =
        IntStream.range(0, ROWS)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> Math.abs(logits[row])))
            .toList();
    for (int place = 0; place < ROWS; place++) {
      bin[order.get(place)] = place * 15 / ROWS;
    }
    return some -> {
      double[] gaps = new double[15];
      for (int row : some) {
        boolean right = (logits[row] > 0) == (labels[row] == 1);
        gaps[bin[row]] += probability(Math.abs(logits[row])) - (right ? 1 : 0);
      }
      return Arrays.stream(gaps).map(Math::abs).sum() / some.length;
    };
  }

  @Test
  void accuracyAndAreaHaveTheIntervalsOfResampledUsers() {
    List<Standing.Quality> qualities = deciding.qualities(new Scores(logits, 1));

    assertIs(found(qualities, "accuracy"), this::right);
    assertIs(found(qualities, "auc"), this::area);
  }

  @Test
  void logLossAndCalibrationErrorHaveTheIntervalsOfResampledUsers() {
    List<Standing.Quality> qualities = deciding.calibration(new Scores(logits, 1));

    assertIs(found(qualities, "log-loss"), some -> mean(some, this::loss));
    Interval error = found(qualities, "expected-calibration-error");
    assertThat(error.estimate()).isCloseTo(calibrationError().applyAsDouble(ALL), within(1e-6));
    double deviation = deviation(calibrationError());
    assertThat((error.high() - error.estimate()) / 1.96)
        .isBetween(0.7 * deviation, 1.35 * deviation);
    assertThat(error.low()).as("signs of bins are unsure").isLessThan(error.estimate() - deviation);
  }

  /** All flips are the student's errors, since the teacher has none. */
  @Test
  void negativeFlipsAreOfAllRows() {
    assertThat(deciding.negativeFlips(new Scores(logits, 1)).interval().estimate())
        .isCloseTo(1 - right(ALL), within(1e-12));
  }

  @Test
  void severalClassesHaveNoArea() {
    float[] both = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      both[2 * row + 1] = logits[row];
    }

    List<Standing.Quality> qualities = deciding.qualities(new Scores(both, 2));

    assertThat(qualities).extracting(Standing.Quality::metric).containsExactly("accuracy");
    assertThat(found(qualities, "accuracy").estimate()).isCloseTo(right(ALL), within(1e-12));
  }
}
