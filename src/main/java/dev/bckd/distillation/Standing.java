package dev.bckd.distillation;

import dev.bckd.stats.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a student does on the rows that decide.
 *
 * @param negativeFlips the negative flip rate on rows of the old tasks
 * @param differences its quality minus the bar's
 * @param logLoss mean over the deciding rows of the old tasks, in nats
 * @param calibrationError expected calibration error there, 15 equal-mass bins, top label
 * @param qualities what it is worth by itself, with intervals: log-loss and calibration error on
 *     old rows, accuracy and of a binary task the area under the curve on old and on new ones. New
 *     rows are altered, unless neither model has seen them. None where an older version looked
 */
public record Standing(
    Estimate negativeFlips,
    List<Difference> differences,
    double logLoss,
    double calibrationError,
    List<Quality> qualities) {
  /** Name of the quality {@link #logLoss}. */
  public static final String LOG_LOSS = "log-loss";

  /** Name of the quality {@link #calibrationError}. */
  public static final String CALIBRATION_ERROR = "expected-calibration-error";

  public Standing {
    differences = List.copyOf(differences);
    qualities = List.copyOf(qualities);
  }

  /** The differences, for people. */
  String inWords() {
    return differences.stream()
        .map(
            difference ->
                String.format(
                    Locale.ROOT,
                    "%s %s %+.4f",
                    difference.rows(),
                    difference.metric(),
                    difference.estimate().interval().estimate()))
        .collect(Collectors.joining(", "));
  }

  /** A quality with its interval, where it was looked at. */
  public Optional<Estimate> quality(String rows, String metric) {
    return qualities.stream()
        .filter(quality -> quality.rows().equals(rows) && quality.metric().equals(metric))
        .map(Quality::estimate)
        .findFirst();
  }

  /**
   * One quality, of the student minus the bar.
   *
   * @param rows {@code old} or {@code new}
   * @param metric {@code accuracy} or {@code auc}
   * @param estimate of the difference
   */
  public record Difference(String rows, String metric, Estimate estimate) {}

  /**
   * One quality of the student.
   *
   * @param rows {@code old} or {@code new}
   * @param metric {@code accuracy}, {@code auc}, {@code log-loss} or {@code
   *     expected-calibration-error}
   * @param estimate its value and interval
   */
  public record Quality(String rows, String metric, Estimate estimate) {}
}
