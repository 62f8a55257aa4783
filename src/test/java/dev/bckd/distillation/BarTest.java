package dev.bckd.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bckd.inference.Scores;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {
  private static final Selection.Exam NOTHING =
      new Selection.Exam(new Scores(new float[0], 1), new Scores(new float[0], 1));

  private static Standing.Difference difference(String rows, String metric, double value) {
    return new Standing.Difference(
        rows, metric, new Estimate(new Interval(value, value - 0.01, value + 0.01), "bootstrap"));
  }

  private static Standing standing(
      double oldAccuracy, double oldArea, double newAccuracy, double newArea) {
    return new Standing(
        new Estimate(new Interval(0.02, 0.01, 0.03), "wilson"),
        List.of(
            difference("old", "accuracy", oldAccuracy),
            difference("old", "auc", oldArea),
            difference("new", "accuracy", newAccuracy),
            difference("new", "auc", newArea)),
        0.5,
        0.02,
        List.of());
  }

  @ParameterizedTest(name = "old {0} and {1}, new {2} and {3}")
  @CsvSource({
    "0, 0, -0.003, -0.003, 0",
    "0.1, 0.1, 0.1, 0.1, 0",
    "-0.004, 0.02, 0, 0, 0.004",
    "0.02, -0.004, 0, 0, 0.004",
    "0, 0, -0.005, 0, 0.002",
    "0, 0, 0, -0.005, 0.002",
    "-0.001, -0.004, -0.005, -0.013, 0.01",
  })
  void theLargestLackOfAccuracyAndAreaCounts(
      double oldAccuracy, double oldArea, double newAccuracy, double newArea, double lack) {
    Bar bar = new Bar(NOTHING, NOTHING, Margins.ofBoth(0.003));

    assertThat(bar.shortfall(standing(oldAccuracy, oldArea, newAccuracy, newArea)))
        .isCloseTo(lack, within(1e-12));
  }

  /** Intervals reach a point below: a standard error is 0.51 points. */
  @ParameterizedTest(name = "{0} of new rows beside a stand-in that lacks {1}")
  @CsvSource({
    "0.00211, 0, 0",
    "0, 0, 0.0021",
    "0.006, 0.004, 0.0001",
    "0.0062, 0.004, 0",
  })
  void besideAStandInADifferenceMustBeOnTheRightSideByAStandardError(
      double newAccuracy, double lacks, double lack) {
    Bar bar = new Bar(NOTHING, NOTHING, Margins.ofBoth(0.003).besideStandIn(lacks));

    assertThat(bar.shortfall(standing(0.006, 0.006, newAccuracy, 0.006)))
        .isCloseTo(lack, within(1e-5));
  }

  @Test
  void theAreaOnAlteredRowsDecidesNothing() {
    Bar bar = new Bar(NOTHING, NOTHING, Margins.ofAccuracy(0.006));

    assertThat(bar.shortfall(standing(0, 0, -0.006, -0.9))).isZero();
    assertThat(bar.shortfall(standing(0, -0.01, 0, 0))).isCloseTo(0.01, within(1e-12));
  }
}
