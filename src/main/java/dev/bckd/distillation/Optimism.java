package dev.bckd.distillation;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.Fingerprints;
import dev.bckd.inference.Scores;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.RatioOfSums;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How much more a model is right on rows that it was trained on than on strangers, as far as the
 * rows at hand can tell. A model is taken to have been trained on its own file: the teacher on the
 * historical rows, the incoming model on the new ones. Strangers are the rows of that file that
 * neither has seen or, where they are too few, those of the other file; rows with the inputs of one
 * that it was trained on are none. Of both those count whose item and class the teacher knows.
 */
final class Optimism {
  /** Fewer rows than this say nothing. */
  private static final int LEAST_ROWS = 200;

  private static final double CONFIDENCE = 0.95;

  private final TrainingRows rows;
  private final History history;
  private final Estimator estimator;
  private final int[] alike;

  /**
   * @param rows of the history, with the models' answers
   * @param seed of the resamples
   */
  Optimism(TrainingRows rows, History history, long seed) {
    this.rows = rows;
    this.history = history;
    this.estimator = new Estimator(new Bootstrap(seed, Bootstrap.DEFAULT_REPLICATES));
    this.alike = Fingerprints.of(history.inputs()).firsts();
  }

  /** A line on the teacher and one on the incoming model. */
  List<String> remarks() {
    IntPredicate old = row -> history.old()[row];
    return List.of(
        new Model("the teacher", rows.teacher(), "history.old", old, "history.new").remark(),
        new Model("the incoming model", rows.incoming(), "history.new", old.negate(), "history.old")
            .remark());
  }

  /** A model and its rows. */
  private final class Model {
    private final String name;
    private final Scores answers;
    private final String file;
    private final String other;
    private final int[] trained;
    private final int[] unseen;
    private final int[] others;

    /**
     * @param answers to all rows
     * @param file the rows that it was trained on, in words
     * @param own which they are
     * @param other the other rows, in words
     */
    Model(String name, Scores answers, String file, IntPredicate own, String other) {
      this.name = name;
      this.answers = answers;
      this.file = file;
      this.other = other;
      this.trained = known(row -> own.test(row) && !history.unseen()[row]);
      boolean[] met = new boolean[alike.length];
      Arrays.stream(trained).forEach(row -> met[alike[row]] = true);
      this.unseen = known(row -> own.test(row) && history.unseen()[row] && !met[alike[row]]);
      this.others = known(row -> !own.test(row) && !met[alike[row]]);
    }

    private int[] known(IntPredicate condition) {
      return IntStream.range(0, history.size())
          .filter(row -> rows.labelled(row) && rows.asked()[row])
          .filter(condition)
          .toArray();
    }

    String remark() {
      return unseen.length >= LEAST_ROWS
          ? remark(unseen, "unseen rows of " + file, "")
          : remark(others, "rows of " + other, ", or for what else tells the files apart");
    }

    private String remark(int[] strangers, String where, String but) {
      Optional<Estimate> more =
          Math.min(trained.length, strangers.length) < LEAST_ROWS
              ? Optional.empty()
              : more(strangers);
      return more.map(estimate -> found(estimate.interval(), strangers, where) + but)
          .orElseGet(
              () ->
                  "how much more %s is right on rows that it was trained on cannot be told: of rows that"
                          .formatted(name)
                      + " the teacher knows there are %d of %s and %d strangers; %d of each are needed"
                          .formatted(trained.length, file, strangers.length, LEAST_ROWS));
    }

    private String found(Interval more, int[] strangers, String where) {
      return String.format(
          Locale.ROOT,
          "%s is right on %.1f %% of %d rows of %s and on %.1f %% of %d %s that the teacher knows:"
              + " %.1f points [%.1f, %.1f] more, for it was trained on the former",
          name,
          100 * right(trained),
          trained.length,
          file,
          100 * right(strangers),
          strangers.length,
          where,
          100 * more.estimate(),
          100 * more.low(),
          100 * more.high());
    }

    private double right(int[] some) {
      return Arrays.stream(some).mapToDouble(this::right).average().orElseThrow();
    }

    private int right(int row) {
      return answers.decision(row) == rows.labels()[row] ? 1 : 0;
    }

    private Optional<Estimate> more(int[] strangers) {
      int[] both = IntStream.concat(Arrays.stream(trained), Arrays.stream(strangers)).toArray();
      return estimator
          .estimate(
              share(both, i -> i < trained.length).minus(share(both, i -> i >= trained.length)),
              DecidingRows.units(history, both),
              CONFIDENCE)
          .found();
    }

    /** The share of right answers among some of both. */
    private RatioOfSums share(int[] both, IntPredicate counted) {
      return new RatioOfSums(
          both.length, i -> counted.test(i) ? right(both[i]) : 0, i -> counted.test(i) ? 1 : 0);
    }
  }
}
