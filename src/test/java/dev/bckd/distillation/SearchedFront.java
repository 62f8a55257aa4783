package dev.bckd.distillation;

import dev.bckd.evaluation.Estimator;
import dev.bckd.evaluation.SampleUnits;
import dev.bckd.stats.Bootstrap;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.RatioOfSums;
import dev.bckd.stats.Units;
import java.util.List;
import java.util.function.IntPredicate;

/** What a search leaves in the journal, measured as it measures: on rows in groups, resampled. */
public final class SearchedFront {
  private static final int ROWS = 6_000;

  private SearchedFront() {}

  /** Two students; one is chosen. */
  public static List<FrontPoint> resampled() {
    Standing one =
        new Standing(
            share(row -> row % 8 == 0),
            List.of(new Standing.Difference("new", "accuracy", share(row -> row % 7 == 0))),
            0.61,
            0.02,
            List.of(new Standing.Quality("old", "log-loss", share(row -> row % 5 == 0))));
    Standing other = new Standing(share(row -> row % 11 == 0), List.of(), 0.6, 0.03, List.of());
    return List.of(
        new FrontPoint("focal distillation", 0.8, 0.5, one, true, true, false),
        new FrontPoint("cross-entropy", 0, 1, other, false, false, true));
  }

  private static Estimate share(IntPredicate hit) {
    Units groups = Units.named(ROWS, row -> "user " + row / 3);
    return new Estimator(new Bootstrap(1, 200))
        .estimate(
            RatioOfSums.mean(ROWS, row -> hit.test(row) ? 1 : 0),
            new SampleUnits(groups, true),
            0.95)
        .found()
        .filter(estimate -> estimate.method().equals("cluster-bootstrap"))
        .orElseThrow();
  }
}
