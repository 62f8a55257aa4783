package dev.bckd.distillation;

import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds out how rows are best masked, and what a student may lack on them.
 *
 * <p>So much of each list is masked that the incoming model is no more right on rows it was trained
 * on, those of the file of new rows, than on whole rows it was not, the historical ones; of both
 * those count whose class the teacher has, so that the tasks are alike. That does not undo all of
 * its memory: masked as well, strange rows are harder still.
 */
final class MaskedProbe {
  /** Where nothing can be found out: what it was wherever it could. */
  static final Probe.Masked USUAL = new Probe.Masked(0.7, 0.06);

  private static final double LEAST = 0.5;
  private static final double MOST = 0.85;
  private static final double STEP = 0.05;

  /** Beyond this a student is not let go on for what the incoming model may know by heart. */
  private static final double LARGEST_MARGIN = 0.12;

  /** What may be lost where further classes compete with the teacher's. */
  private static final double LOSS = 0.02;

  /** Fewer rows than this say nothing. */
  private static final int LEAST_ROWS = 200;

  private static final int MOST_ROWS = 4000;

  private final TrainingRows rows;
  private final History history;
  private final ScoringModel incoming;
  private final Signature signature;
  private final long seed;

  /**
   * @param rows of the history, with the models' answers
   */
  MaskedProbe(
      TrainingRows rows, History history, ScoringModel incoming, Signature signature, long seed) {
    this.rows = rows;
    this.history = history;
    this.incoming = incoming;
    this.signature = signature;
    this.seed = seed;
  }

  /** The probe that suits these rows. */
  Probe.Masked find() {
    int[] strange = some(row -> rows.asked()[row] && history.old()[row]);
    int[] familiar = some(row -> rows.asked()[row] && !history.old()[row]);
    if (Math.min(strange.length, familiar.length) < LEAST_ROWS) {
      return USUAL;
    }
    double share = share(familiar, right(strange, i -> rows.incoming().decision(strange[i])));
    Probe.Masked usual = new Probe.Masked(share, USUAL.margin());
    int[] further = some(row -> !rows.asked()[row] && !history.old()[row]);
    if (rows.teacher().width() == rows.incoming().width() || further.length < LEAST_ROWS) {
      return usual;
    }
    double memory = memory(masked(familiar, share), masked(strange, share), masked(further, share));
    return new Probe.Masked(
        share, Math.max(usual.margin(), Math.min(LARGEST_MARGIN, memory + LOSS)));
  }

  /**
   * How much more right the incoming model is on its own rows of further classes than on strange
   * ones. Memory hides the same share of its errors on them as on those that both models have.
   *
   * @param familiar share it is right on of rows it was trained on
   * @param strange of rows of the same classes it was not trained on
   * @param further of rows of further classes that it was trained on
   */
  static double memory(double familiar, double strange, double further) {
    double hidden = Math.max(0, (familiar - strange) / (1 - strange));
    return hidden < 1 ? Math.min(further, (1 - further) * hidden / (1 - hidden)) : further;
  }

  private double share(int[] familiar, double honest) {
    for (double share = LEAST; share < MOST; share += STEP) {
      if (masked(familiar, share) <= honest) {
        return share;
      }
    }
    return MOST;
  }

  /** How right the incoming model is on some rows once a share of their lists is masked. */
  private double masked(int[] some, double share) {
    int[] all = IntStream.range(0, some.length).toArray();
    Probe mask = new Probe.Masked(share, 0);
    Scores answers = incoming.score(mask.of(rows.inputs().select(some), all, signature, seed));
    return right(some, i -> answers.decision(i));
  }

  private double right(int[] some, IntUnaryOperator decision) {
    long right =
        IntStream.range(0, some.length)
            .filter(i -> decision.applyAsInt(i) == rows.labels()[some[i]])
            .count();
    return (double) right / some.length;
  }

  private int[] some(IntPredicate condition) {
    int[] all =
        IntStream.range(0, history.size())
            .filter(row -> rows.labelled(row) && !history.unseen()[row])
            .filter(condition)
            .toArray();
    double share = (double) MOST_ROWS / Math.max(1, all.length);
    return Arrays.stream(all)
        .filter(row -> SplitMix64.uniform(SplitMix64.at(seed, row)) < share)
        .toArray();
  }
}
