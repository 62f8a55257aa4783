package dev.bckd.distillation;

import dev.bckd.stats.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a student does on the rows that decide.
 *
 * @param negativeFlips the negative flip rate on rows of the old tasks
 * @param differences its quality minus the bar's
 * @param logLoss mean over all deciding rows, in nats
 * @param calibrationError expected calibration error, 15 equal-mass bins, top label
 */
public record Standing(
    Estimate negativeFlips, List<Difference> differences, double logLoss, double calibrationError) {
  public Standing {
    differences = List.copyOf(differences);
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

  /**
   * One quality, of the student minus the bar.
   *
   * @param rows {@code old} or {@code new}
   * @param metric {@code accuracy} or {@code auc}
   * @param estimate of the difference
   */
  public record Difference(String rows, String metric, Estimate estimate) {}
}
