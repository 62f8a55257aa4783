package dev.bckd.distillation;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.SampleUnits;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.stats.AreaUnderCurve;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Proportion;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Rows that decide, of the old or of the new tasks, and what answers to them are worth. */
final class DecidingRows {
  private static final double CONFIDENCE = 0.95;

  /** Resamples for what is shown and decides nothing. */
  private static final int SHOWN_REPLICATES = 1_000;

  private final String name;
  private final TrainingRows rows;
  private final int[] asked;
  private final Table inputs;
  private final SampleUnits units;
  private final Estimator deciding;
  private final Estimator shown;

  /**
   * @param name {@code old} or {@code new}
   * @param asked rows by number, one that is asked several times as often
   * @param inputs what a model is asked there
   * @param history says which rows belong together
   * @param seed of the resamples
   */
  DecidingRows(
      String name, TrainingRows rows, int[] asked, Table inputs, History history, long seed) {
    this.name = name;
    this.rows = rows;
    this.asked = asked;
    this.inputs = inputs;
    this.units = units(history, asked);
    this.deciding = new Estimator(new Bootstrap(seed, Bootstrap.DEFAULT_REPLICATES));
    this.shown = new Estimator(new Bootstrap(seed, SHOWN_REPLICATES));
  }

  /** Rows of a group belong together, and so does a row that is asked several times. */
  static SampleUnits units(History history, int[] some) {
    boolean grouped = Arrays.stream(some).anyMatch(row -> !history.groups()[row].isEmpty());
    return grouped
        ? new SampleUnits(Units.named(some.length, i -> history.groups()[some[i]]), true)
        : new SampleUnits(Units.named(some.length, i -> Integer.toString(some[i])), false);
  }

  /** How many, one that is asked several times counted as often. */
  int size() {
    return asked.length;
  }

  /** What a model is asked. */
  Table inputs() {
    return inputs;
  }

  /** The right answers. */
  int[] labels() {
    return Arrays.stream(asked).map(row -> rows.labels()[row]).toArray();
  }

  /** Whether the teacher knows each row. */
  boolean[] known() {
    boolean[] known = new boolean[asked.length];
    for (int i = 0; i < known.length; i++) {
      known[i] = rows.asked()[asked[i]];
    }
    return known;
  }

  /** The share of all rows that the teacher answers right and a model wrong. */
  Estimate negativeFlips(Scores answers) {
    Proportion flips =
        Proportion.of(
            asked.length,
            i -> rows.teacherRight(asked[i]) && answers.decision(i) != rows.labels()[asked[i]]);
    return deciding.estimate(flips, units, CONFIDENCE).found().orElseThrow();
  }

  /** The share of right answers to what is asked. */
  double right(Scores answers) {
    return accuracy(answers).value().orElseThrow();
  }

  /** The teacher's share of right answers to the rows as they are; those it knows not are wrong. */
  double teacherRight() {
    return share(i -> rows.teacherRight(asked[i]));
  }

  /** The incoming model's share of right answers to the rows as they are. */
  double incomingRight() {
    return share(i -> rows.incoming().decision(asked[i]) == rows.labels()[asked[i]]);
  }

  private double share(IntPredicate condition) {
    return Proportion.of(asked.length, condition).value().orElseThrow();
  }

  /** Accuracy, and of one logit the area under the curve; none where there are no rows. */
  List<Standing.Quality> qualities(Scores answers) {
    List<Standing.Quality> qualities = new ArrayList<>();
    if (asked.length > 0) {
      add("accuracy", accuracy(answers), qualities);
      if (answers.width() == 1) {
        add("auc", area(answers), qualities);
      }
    }
    return qualities;
  }

  /** How far probabilities can be believed. */
  List<Standing.Quality> calibration(Scores answers) {
    List<Standing.Quality> qualities = new ArrayList<>();
    add(Standing.LOG_LOSS, Calibration.logLoss(answers, labels()), qualities);
    add(Standing.CALIBRATION_ERROR, Calibration.expectedError(answers, labels()), qualities);
    return qualities;
  }

  private void add(String metric, Statistic value, List<Standing.Quality> qualities) {
    shown
        .estimate(value, units, CONFIDENCE)
        .found()
        .ifPresent(found -> qualities.add(new Standing.Quality(name, metric, found)));
  }

  /** The qualities of a student minus those of the bar. */
  List<Standing.Difference> differences(Scores student, Scores bar) {
    List<Standing.Difference> differences = new ArrayList<>();
    if (asked.length > 0) {
      compare("accuracy", accuracy(student).minus(accuracy(bar)), differences);
      if (student.width() == 1) {
        compare("auc", area(student).minus(area(bar)), differences);
      }
    }
    return differences;
  }

  private void compare(String metric, Statistic value, List<Standing.Difference> differences) {
    deciding
        .estimate(value, units, CONFIDENCE)
        .found()
        .ifPresent(found -> differences.add(new Standing.Difference(name, metric, found)));
  }

  private Proportion accuracy(Scores scores) {
    return Proportion.of(asked.length, i -> scores.decision(i) == rows.labels()[asked[i]]);
  }

  private AreaUnderCurve area(Scores scores) {
    boolean[] positive = new boolean[asked.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = rows.labels()[asked[i]] == 1;
    }
    return new AreaUnderCurve(scores.values(), positive);
  }
}
