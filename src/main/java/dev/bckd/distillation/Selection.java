package dev.bckd.distillation;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.SampleUnits;
import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
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

  private final TrainingRows rows;
  private final int[] old;
  private final int[] fresh;
  private final Table oldClean;
  private final Table oldProbe;
  private final Table freshProbe;
  private final SampleUnits oldUnits;
  private final SampleUnits freshUnits;
  private final Estimator estimator;

  /**
   * @param probe how rows that a model has seen are made into ones it has not
   */
  Selection(TrainingRows rows, History history, Split split, Probe probe, UpgradePolicy policy) {
    long seed = policy.distillation().seed();
    this.rows = rows;
    this.estimator = new Estimator(new Bootstrap(seed, Bootstrap.DEFAULT_REPLICATES));
    int[] oldAll = filter(split.select(), row -> rows.old()[row]);
    int[] freshAll = filter(split.select(), row -> !rows.old()[row]);
    int[] oldUnseen = filter(oldAll, row -> history.unseen()[row]);
    int[] freshUnseen = filter(freshAll, row -> history.unseen()[row]);
    this.old = oldUnseen.length >= LEAST_UNSEEN ? oldUnseen : oldAll;
    this.fresh = freshUnseen.length >= LEAST_UNSEEN ? freshUnseen : freshAll;
    this.oldClean = rows.inputs().select(old);
    this.oldProbe = old == oldUnseen ? oldClean : probe.of(oldClean, policy.signature(), seed);
    Table freshClean = rows.inputs().select(fresh);
    this.freshProbe =
        fresh == freshUnseen ? freshClean : probe.of(freshClean, policy.signature(), seed + 1);
    this.oldUnits = units(history, old);
    this.freshUnits = units(history, fresh);
  }

  private static int[] filter(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  private static SampleUnits units(History history, int[] rows) {
    boolean grouped = Arrays.stream(rows).anyMatch(row -> !history.groups()[row].isEmpty());
    return grouped
        ? new SampleUnits(Units.named(rows.length, i -> history.groups()[rows[i]]), true)
        : new SampleUnits(Units.rows(rows.length), false);
  }

  /** Rows of the old tasks that decide. */
  int oldRows() {
    return old.length;
  }

  /** Rows of the new tasks that decide. */
  int newRows() {
    return fresh.length;
  }

  /**
   * What a model answers to everything that is asked.
   *
   * @param old to the old rows as they are
   * @param oldProbe to the old rows on which quality is compared
   * @param newProbe to the new rows on which quality is compared
   */
  record Exam(Scores old, Scores oldProbe, Scores newProbe) {}

  /** Puts everything to a model. */
  Exam ask(Function<Table, Scores> model) {
    return new Exam(model.apply(oldClean), model.apply(oldProbe), model.apply(freshProbe));
  }

  /** How a student does beside the bar. */
  Standing standing(Exam student, Bar bar) {
    List<Standing.Difference> differences = new ArrayList<>();
    compare("old", old, oldUnits, student.oldProbe(), bar.control().oldProbe(), differences);
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

  /** How right teacher and incoming model are together on the new rows. */
  EnsembleCurve ensemble(Exam teacher, Exam incoming) {
    boolean[] asked = new boolean[fresh.length];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = rows.asked()[fresh[i]];
    }
    return EnsembleCurve.of(teacher.newProbe(), incoming.newProbe(), asked, labels(fresh));
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
    return estimator
        .estimate(statistic, units, CONFIDENCE)
        .fold(possible -> Optional.of(possible.estimate()), impossible -> Optional.empty());
  }

  private int[] labels(int[] asked) {
    return Arrays.stream(asked).map(row -> rows.labels()[row]).toArray();
  }
}
