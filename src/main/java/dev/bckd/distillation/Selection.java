package dev.bckd.distillation;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.policy.UpgradePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

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
  /** Fewer unseen rows than this decide nothing alone. */
  private static final int LEAST_UNSEEN = 200;

  /** What a student may lack on new rows that neither model has seen. */
  private static final double UNSEEN_MARGIN = 0.003;

  private final TrainingRows rows;
  private final boolean seen;
  private final Margins margins;
  private final DecidingRows old;
  private final DecidingRows fresh;
  private final List<String> remarks;

  /**
   * @param altered how rows that a model has seen are made into ones it has not
   */
  Selection(TrainingRows rows, History history, Split split, AlteredRows altered) {
    UpgradePolicy policy = altered.policy();
    long seed = policy.distillation().seed();
    this.rows = rows;
    int[] oldAll = filter(split.select(), row -> history.old()[row]);
    int[] freshAll = filter(split.select(), row -> !rows.old()[row]);
    int[] oldUnseen = filter(oldAll, row -> history.unseen()[row]);
    int[] freshUnseen = filter(freshAll, row -> history.unseen()[row]);
    int[] oldRows = oldUnseen.length >= LEAST_UNSEEN ? oldUnseen : oldAll;
    this.seen = freshUnseen.length < LEAST_UNSEEN;
    int[] freshRows = seen ? altered.repeated(freshAll) : freshUnseen;
    Table probed = seen ? altered.of(rows.inputs(), freshAll) : rows.inputs().select(freshRows);
    this.margins = seen ? Margins.ofAccuracy(altered.margin()) : Margins.ofBoth(UNSEEN_MARGIN);
    this.old = new DecidingRows("old", rows, oldRows, rows.inputs().select(oldRows), history, seed);
    this.fresh = new DecidingRows("new", rows, freshRows, probed, history, seed);
    this.remarks =
        policy.history().unseen().isEmpty()
            ? List.of()
            : Stream.of(tooFew("old", oldUnseen.length), tooFew("new", freshUnseen.length))
                .flatMap(Optional::stream)
                .toList();
  }

  private Selection(Selection other, Margins margins) {
    this.rows = other.rows;
    this.seen = other.seen;
    this.margins = margins;
    this.old = other.old;
    this.fresh = other.fresh;
    this.remarks = other.remarks;
  }

  /**
   * The same where the incoming model is a stand-in for the real one.
   *
   * @param lacks how much less right it is, as a share
   */
  Selection inPlaceOf(double lacks) {
    return new Selection(this, margins.besideStandIn(lacks));
  }

  private static Optional<String> tooFew(String name, int unseen) {
    return unseen >= LEAST_UNSEEN
        ? Optional.empty()
        : Optional.of(
            "history.unseen marks %d of the %s rows that could decide, and fewer than %d decide"
                    .formatted(unseen, name, LEAST_UNSEEN)
                + " nothing alone: rows that a model was trained on decide beside them");
  }

  /** What is to be said of the rows that decide. */
  List<String> remarks() {
    return remarks;
  }

  private static int[] filter(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  /** Whether a model was trained on the new rows that decide, so that they are altered. */
  boolean seen() {
    return seen;
  }

  /** What a student may lack on new rows. */
  Margins margins() {
    return margins;
  }

  /** Those of some rows that have a label. */
  int[] labelled(int[] some) {
    return filter(some, rows::labelled);
  }

  /** Rows of the old tasks that decide. */
  int oldRows() {
    return old.size();
  }

  /** Rows of the new tasks that decide, one altered several times counted as often. */
  int newRows() {
    return fresh.size();
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
    return new Exam(model.apply(old.inputs()), model.apply(fresh.inputs()));
  }

  /** How a student does beside the bar. */
  Standing standing(Exam student, Bar bar) {
    List<Standing.Difference> differences = new ArrayList<>();
    differences.addAll(old.differences(student.old(), bar.control().old()));
    differences.addAll(fresh.differences(student.newProbe(), bar.incoming().newProbe()));
    List<Standing.Quality> qualities = new ArrayList<>();
    qualities.addAll(old.qualities(student.old()));
    qualities.addAll(fresh.qualities(student.newProbe()));
    qualities.addAll(old.calibration(student.old()));
    int[] labels = old.labels();
    return new Standing(
        old.negativeFlips(student.old()),
        differences,
        Calibration.logLoss(student.old(), labels).value().orElseThrow(),
        Calibration.expectedError(student.old(), labels).value().orElseThrow(),
        qualities);
  }

  /** What the bar comes to, beside what is right that may know the rows by heart. */
  String inWords(Bar bar) {
    double control = old.right(bar.control().old());
    double teacher = old.teacherRight();
    String onOld =
        String.format(
            Locale.ROOT,
            "the bar on old rows is the control's %.1f %%, to which they are strangers; the teacher"
                + " is right on %.1f %% of them (%+.1f points)",
            100 * control,
            100 * teacher,
            100 * (teacher - control));
    return fresh.size() == 0 ? onOld : onOld + onNew(fresh.right(bar.incoming().newProbe()));
  }

  private String onNew(double asked) {
    double asTheyAre = fresh.incomingRight();
    return String.format(
        Locale.ROOT,
        "; on new rows it is the incoming model's %.1f %% on what is asked there, less %.1f points;"
            + " of these rows as they are it is right on %.1f %% (%+.1f points)",
        100 * asked,
        100 * margins.accuracy(),
        100 * asTheyAre,
        100 * (asTheyAre - asked));
  }

  /**
   * How right teacher and incoming model are together on the new rows. The teacher is not asked
   * about rows that it does not know.
   */
  EnsembleCurve ensemble(ScoringModel teacher, ScoringModel incoming) {
    boolean[] known = fresh.known();
    return EnsembleCurve.of(
        new AskedRows(fresh.inputs(), known).score(teacher),
        incoming.score(fresh.inputs()),
        known,
        fresh.labels());
  }

  /** The temperature that suits a student's answers to the old rows. */
  double temperature(Function<Table, Scores> student) {
    return Calibration.temperature(student.apply(old.inputs()), old.labels());
  }
}
