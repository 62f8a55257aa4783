package dev.bckd.evaluation;

import dev.bckd.model.TaskType;
import java.util.ArrayList;
import java.util.List;

/** The metrics there are. A new one is one small class and one line here. */
final class Metrics {
  private Metrics() {}

  /**
   * Those of labelled rows.
   *
   * @param grouped whether the suite says which rows belong together
   */
  static List<Metric<Answers>> ofAnswers(TaskType task, boolean grouped) {
    List<Metric<Answers>> metrics =
        new ArrayList<>(
            List.of(
                new NegativeFlipRate(),
                new PositiveFlipRate(),
                new Churn(),
                new BackwardTrustCompatibility(),
                new BackwardErrorCompatibility(),
                new Accuracy(),
                new LogLoss(),
                new BrierScore(),
                new ExpectedCalibrationError()));
    if (task == TaskType.BINARY) {
      metrics.add(new Auc());
      metrics.add(new PredictedToObservedRatio());
      if (grouped) {
        metrics.add(new GroupedAuc());
      }
    }
    return metrics;
  }

  /**
   * Those of requests with candidates.
   *
   * @param k length of the list the user sees
   */
  static List<Metric<Rankings>> ofRankings(int k) {
    return List.of(
        new NormalizedGain(k),
        new HitRate(k),
        new Recall(k),
        new ReciprocalRank(),
        new HitFlipRate(k),
        new RankBiasedOverlap(k));
  }

  /**
   * Those of queries that search the teacher's index.
   *
   * @param k length of the list the user sees
   */
  static List<Metric<Rankings>> ofRetrieval(int k) {
    return List.of(
        new CrossTest(new Recall(k)),
        new CrossTest(new NormalizedGain(k)),
        new HitFlipRate(k),
        new RankBiasedOverlap(k));
  }
}
