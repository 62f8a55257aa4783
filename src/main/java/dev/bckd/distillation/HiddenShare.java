package dev.bckd.distillation;

import dev.bckd.history.Table;
import dev.bckd.inference.Scores;
import dev.bckd.inference.ScoringModel;
import dev.bckd.model.Signature;
import dev.bckd.stats.SplitMix64;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How much of each list must be masked until the incoming model is no more right on rows it was
 * trained on than on rows it was not. The former are of the file of new rows, the latter of the
 * historical ones; of both those count whose class the teacher has, so that the tasks are alike.
 */
final class HiddenShare {
  /** Where it cannot be found out: what it was wherever it could. */
  static final double USUAL = 0.7;

  private static final double LEAST = 0.5;
  private static final double MOST = 0.85;
  private static final double STEP = 0.05;

  /** Fewer rows than this say nothing. */
  private static final int LEAST_ROWS = 200;

  private static final int MOST_ROWS = 4000;

  private final TrainingRows rows;
  private final History history;
  private final long seed;

  /**
   * @param rows of the history, with the models' answers
   */
  HiddenShare(TrainingRows rows, History history, long seed) {
    this.rows = rows;
    this.history = history;
    this.seed = seed;
  }

  /** The least share of a few at which its memory is gone. */
  double of(ScoringModel incoming, Signature signature) {
    int[] strange = some(row -> history.old()[row]);
    int[] familiar = some(row -> !history.old()[row]);
    if (Math.min(strange.length, familiar.length) < LEAST_ROWS) {
      return USUAL;
    }
    double honest =
        share(strange.length, i -> rows.incoming().decision(strange[i]) == label(strange[i]));
    Table known = rows.inputs().select(familiar);
    int[] all = IntStream.range(0, familiar.length).toArray();
    for (double share = LEAST; share < MOST; share += STEP) {
      Table masked = new Probe.Masked(share).of(known, all, signature, seed);
      Scores answers = incoming.score(masked);
      if (share(familiar.length, i -> answers.decision(i) == label(familiar[i])) <= honest) {
        return share;
      }
    }
    return MOST;
  }

  private int[] some(IntPredicate condition) {
    int[] all =
        IntStream.range(0, history.size())
            .filter(row -> rows.labelled(row) && rows.asked()[row] && !history.unseen()[row])
            .filter(condition)
            .toArray();
    double share = (double) MOST_ROWS / Math.max(1, all.length);
    return Arrays.stream(all)
        .filter(row -> SplitMix64.uniform(SplitMix64.at(seed, row)) < share)
        .toArray();
  }

  private int label(int row) {
    return rows.labels()[row];
  }

  private static double share(int of, IntPredicate right) {
    return (double) IntStream.range(0, of).filter(right).count() / of;
  }
}
