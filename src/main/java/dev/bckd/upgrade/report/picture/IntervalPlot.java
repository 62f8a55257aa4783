package dev.bckd.upgrade.report.picture;

import dev.bckd.model.Role;
import dev.bckd.stats.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Values of models as dots on one axis, their intervals as bars, and the limits they are held to.
 *
 * @param scale the axis
 * @param ticks most round values to mark on it
 * @param dots one lane each, from above
 * @param limits what they are held to
 * @param description what is seen, for those who do not see it
 */
public record IntervalPlot(
    Scale scale, int ticks, List<Dot> dots, List<LimitLine> limits, String description) {
  private static final double LANE = 14;
  private static final double PADDING = 5;

  public IntervalPlot {
    dots = List.copyOf(dots);
    limits = List.copyOf(limits);
  }

  /**
   * One model's value.
   *
   * @param role whose
   * @param value in the unit of the axis
   * @param interval around it; empty where there is none
   */
  public record Dot(Role role, double value, Optional<Interval> interval) {}

  /** The picture; as wide as there is room. */
  public Tag drawn() {
    double height = dots.size() * LANE + 2 * PADDING;
    Tag svg =
        Tag.of("svg", "dots")
            .with("height", height)
            .with("role", "img")
            .with("aria-label", description);
    limits.forEach(limit -> svg.add(limit.broken(scale, height)));
    scale.ticks(ticks).forEach(tick -> svg.add(upright("grid", scale.at(tick), height)));
    limits.forEach(limit -> svg.add(upright("limit", scale.at(limit.value()), height)));
    for (int lane = 0; lane < dots.size(); lane++) {
      draw(svg, dots.get(lane), PADDING + LANE * (lane + 0.5));
    }
    return svg;
  }

  /** The axis below pictures of the same scale. */
  public static Tag axis(Scale scale, int ticks) {
    Tag svg = Tag.of("svg", "dots ticks").with("height", "18").with("aria-hidden", "true");
    for (double tick : scale.ticks(ticks)) {
      double at = scale.at(tick);
      svg.add(
          Tag.of("text")
              .with("x", Numbers.share(at))
              .with("y", "13")
              .with("text-anchor", at < 0.02 ? "start" : at > 0.98 ? "end" : "middle")
              .text(scale.label(tick, ticks)));
    }
    return svg;
  }

  private void draw(Tag svg, Dot dot, double y) {
    dot.interval()
        .ifPresent(
            interval ->
                svg.add(
                    Tag.of("line", "bar " + dot.role().label())
                        .with("x1", Numbers.share(scale.at(interval.low())))
                        .with("x2", Numbers.share(scale.at(interval.high())))
                        .with("y1", y)
                        .with("y2", y)));
    svg.add(Mark.at(dot.role(), scale.at(dot.value()), y));
  }

  private static Tag upright(String cssClass, double at, double height) {
    String x = Numbers.share(at);
    return Tag.of("line", cssClass).with("x1", x).with("x2", x).with("y1", 0).with("y2", height);
  }
}
