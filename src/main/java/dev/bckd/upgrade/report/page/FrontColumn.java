package dev.bckd.upgrade.report.page;

import dev.bckd.distillation.FrontPoint;
import dev.bckd.distillation.Standing;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A quality of the students that a search looked at.
 *
 * @param rows {@code old} or {@code new}
 * @param metric as {@link Standing.Quality} has it
 */
public record FrontColumn(String rows, String metric) {

  /** All qualities of a front, those first that are compared with the bar. */
  public static List<FrontColumn> of(List<FrontPoint> front) {
    return Stream.concat(
            front.stream()
                .flatMap(point -> point.standing().differences().stream())
                .map(difference -> new FrontColumn(difference.rows(), difference.metric())),
            front.stream()
                .flatMap(point -> point.standing().qualities().stream())
                .map(quality -> new FrontColumn(quality.rows(), quality.metric())))
        .distinct()
        .toList();
  }

  /** In a few words. */
  public String name() {
    return rows + " " + metric.replace(Standing.CALIBRATION_ERROR, "calibration error");
  }

  /** What a student is worth, where that was looked at. */
  public Optional<Interval> value(FrontPoint point) {
    return point.standing().quality(rows, metric).map(Estimate::interval);
  }

  /** The same minus the bar's, where there is a bar. */
  Optional<Interval> difference(FrontPoint point) {
    return point.standing().differences().stream()
        .filter(one -> one.rows().equals(rows) && one.metric().equals(metric))
        .map(one -> one.estimate().interval())
        .findFirst();
  }

  /** What became of a student. */
  public static String fate(FrontPoint point) {
    String beside = point.qualifies() ? "keeps the bar" : "below the bar";
    return (point.stoppedEarly() ? "stopped early; " : "") + (point.chosen() ? "chosen" : beside);
  }
}
