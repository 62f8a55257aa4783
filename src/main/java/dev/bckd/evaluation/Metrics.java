package dev.bckd.evaluation;

import dev.bckd.model.TaskType;
import java.util.List;
import java.util.stream.Stream;

/** The metrics there are. A new one is one small class and one line here. */
final class Metrics {
  private Metrics() {}

  /** Those of labelled rows. */
  static List<Metric<Answers>> ofAnswers(TaskType task) {
    List<Metric<Answers>> any =
        List.of(new NegativeFlipRate(), new PositiveFlipRate(), new Churn(), new Accuracy());
    return task == TaskType.BINARY ? and(any, new Auc()) : any;
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
        new HitFlipRate(k));
  }

  private static List<Metric<Answers>> and(List<Metric<Answers>> some, Metric<Answers> more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
