package dev.bckd.distillation;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.SampleUnits;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.policy.UpgradePolicy;
import dev.bckd.stats.AreaUnderCurve;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Proportion;
import dev.bckd.stats.Statistic;
import dev.bckd.stats.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rows that decide between students, and what is asked of a student there.
 *
 * <p>Flips are counted on the rows as they are: the teacher has seen most of them, so it is right
 * more often than it will be, and every student looks worse than it is, but all alike. Quality is
 * compared on altered rows ({@link Probe}), since a student near the incoming model still knows the
 * incoming model's rows by heart, and one that has moved away does not. Where neither model has
 * seen a row, flips and quality are of the rows as they are.
 */
final class Selection {
  private static final double CONFIDENCE = 0.95;

  /** Fewer unseen rows than this decide nothing alone. */
  private static final int LEAST_UNSEEN = 200;

  /** How often each new row is altered, each time by other chance. */
  private static final int DRAWS = 3;

  /** What a student may lack on new rows that neither model has seen. */
  private static final double UNSEEN_MARGIN = 0.003;

  private final TrainingRows rows;
  private final double margin;
  private final int[] old;
  private final int[] fresh;
  private final Table oldClean;
  private final Table freshProbe;
  private final SampleUnits oldUnits;
  private final SampleUnits freshUnits;
  private final Estimator estimator;

  /**
   * @param probe how rows that a model has seen are made into ones it has not
   * @param shown rows of the history whose lists the teacher can be shown with any item
   */
  Selection(
      TrainingRows rows,
      History history,
      Split split,
      Probe probe,
      boolean[] shown,
      UpgradePolicy policy) {
    long seed = policy.distillation().seed();
    this.rows = rows;
    this.estimator = new Estimator(new Bootstrap(seed, Bootstrap.DEFAULT_REPLICATES));
    int[] oldAll = filter(split.select(), row -> history.old()[row]);
    int[] freshAll = filter(split.select(), row -> !rows.old()[row]);
    int[] oldUnseen = filter(oldAll, row -> history.unseen()[row]);
    int[] freshUnseen = filter(freshAll, row -> history.unseen()[row]);
    this.old = oldUnseen.length >= LEAST_UNSEEN ? oldUnseen : oldAll;
    boolean seen = freshUnseen.length < LEAST_UNSEEN;
    this.fresh = seen ? repeated(freshAll) : freshUnseen;
    this.oldClean = rows.inputs().select(old);
    this.freshProbe = seen ? altered(freshAll, probe, shown, policy) : rows.inputs().select(fresh);
    this.margin = seen ? probe.margin() : UNSEEN_MARGIN;
    this.oldUnits = units(history, old);
    this.freshUnits = units(history, fresh);
  }

  private static int[] repeated(int[] rows) {
    return IntStream.range(0, DRAWS).flatMap(draw -> Arrays.stream(rows)).toArray();
  }

  private Table altered(int[] some, Probe probe, boolean[] shown, UpgradePolicy policy) {
    long seed = policy.distillation().seed();
    Table clean = rows.inputs().select(some);
    int[] all = IntStream.range(0, some.length).toArray();
    int[] lists = filter(all, i -> shown[some[i]]);
    int[] from = lists.length > 0 ? lists : all;
    Table altered = probe.of(clean, from, policy.signature(), seed);
    for (int draw = 1; draw < DRAWS; draw++) {
      altered = altered.append(probe.of(clean, from, policy.signature(), seed + draw));
    }
    return altered;
  }

  private static int[] filter(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  private static SampleUnits units(History history, int[] rows) {
    boolean grouped = Arrays.stream(rows).anyMatch(row -> !history.groups()[row].isEmpty());
    return grouped
        ? new SampleUnits(Units.named(rows.length, i -> history.groups()[rows[i]]), true)
        : new SampleUnits(Units.named(rows.length, i -> Integer.toString(rows[i])), false);
  }

  /** What a student may lack of the incoming model's accuracy on the new rows, as a share. */
  double margin() {
    return margin;
  }

  /** Those of some rows that have a label. */
  int[] labelled(int[] some) {
    return filter(some, rows::labelled);
  }

  /** Rows of the old tasks that decide. */
  int oldRows() {
    return old.length;
  }

  /** Rows of the new tasks that decide, one altered several times counted as often. */
  int newRows() {
    return fresh.length;
  }

  /**
   * What a model answers to everything that is asked.
   *
   * @param old to the old rows as they are
   * @param newProbe to the new rows on which quality is compared
   */
  record Exam(Scores old, Scores newProbe) {}

  /** Puts everything to a model. */
  Exam ask(Function<Table, Scores> model) {
    return new Exam(model.apply(oldClean), model.apply(freshProbe));
  }

  /** How a student does beside the bar. */
  Standing standing(Exam student, Bar bar) {
    List<Standing.Difference> differences = new ArrayList<>();
    compare("old", old, oldUnits, student.old(), bar.control().old(), differences);
    if (fresh.length > 0) {
      compare("new", fresh, freshUnits, student.newProbe(), bar.incoming().newProbe(), differences);
    }
    Proportion flips =
        Proportion.of(
            old.length,
            i -> rows.teacherRight(old[i]) && student.old().decision(i) != rows.labels()[old[i]]);
    return new Standing(
        estimate(flips, oldUnits).orElseThrow(),
        differences,
        Calibration.logLoss(student.old(), labels(old)),
        Calibration.expectedError(student.old(), labels(old)));
  }

  /**
   * How right teacher and incoming model are together on the new rows. The teacher is not asked
   * about rows that it does not know.
   */
  EnsembleCurve ensemble(ScoringModel teacher, ScoringModel incoming) {
    boolean[] asked = new boolean[fresh.length];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = rows.asked()[fresh[i]];
    }
    return EnsembleCurve.of(
        new AskedRows(freshProbe, asked).score(teacher),
        incoming.score(freshProbe),
        asked,
        labels(fresh));
  }

  /** The temperature that suits a student's answers to the old rows. */
  double temperature(Function<Table, Scores> student) {
    return Calibration.temperature(student.apply(oldClean), labels(old));
  }

  private void compare(
      String name,
      int[] asked,
      SampleUnits units,
      Scores student,
      Scores bar,
      List<Standing.Difference> differences) {
    add(name, "accuracy", accuracy(asked, student).minus(accuracy(asked, bar)), units, differences);
    if (student.width() == 1) {
      add(name, "auc", area(asked, student).minus(area(asked, bar)), units, differences);
    }
  }

  private void add(
      String name,
      String metric,
      Statistic difference,
      SampleUnits units,
      List<Standing.Difference> differences) {
    estimate(difference, units)
        .ifPresent(value -> differences.add(new Standing.Difference(name, metric, value)));
  }

  private Proportion accuracy(int[] asked, Scores scores) {
    return Proportion.of(asked.length, i -> scores.decision(i) == rows.labels()[asked[i]]);
  }

  private AreaUnderCurve area(int[] asked, Scores scores) {
    boolean[] positive = new boolean[asked.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = rows.labels()[asked[i]] == 1;
    }
    return new AreaUnderCurve(scores.values(), positive);
  }

  private Optional<Estimate> estimate(Statistic statistic, SampleUnits units) {
    return estimator.estimate(statistic, units, CONFIDENCE).found();
  }

  private int[] labels(int[] asked) {
    return Arrays.stream(asked).map(row -> rows.labels()[row]).toArray();
  }
}
