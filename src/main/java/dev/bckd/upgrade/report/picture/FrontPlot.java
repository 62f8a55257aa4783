package dev.bckd.upgrade.report.picture;

import dev.bckd.distillation.FrontPoint;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The students a search looked at: negative flips against something else. Filled ones keep the bar;
 * small ones were stopped early; the chosen one wears a ring.
 *
 * @param front the students, at least one
 * @param name what stands on the vertical axis
 * @param vertical its value for each, with its interval
 */
public record FrontPlot(
    List<FrontPoint> front, String name, Function<FrontPoint, Interval> vertical) {
  private static final String CHOSEN = "chosen";
  private static final String STOPPED = " stopped";

  public FrontPlot {
    front = List.copyOf(front);
  }

  /** The picture. */
  public Tag drawn() {
    Plot plot =
        new Plot(
            Scale.of(front.stream().map(FrontPlot::flips).flatMapToDouble(FrontPlot::values)),
            Scale.of(front.stream().map(vertical).flatMapToDouble(FrontPlot::values)),
            "negative flip rate",
            name);
    Tag svg = plot.drawn(description());
    // The chosen one is drawn last, so that it lies on top.
    Stream.concat(
            front.stream().filter(point -> !point.chosen()),
            front.stream().filter(FrontPoint::chosen))
        .forEach(point -> draw(svg, plot, point));
    return svg;
  }

  private void draw(Tag svg, Plot plot, FrontPoint point) {
    Interval x = flips(point);
    Interval y = vertical.apply(point);
    String kind = kind(point);
    double across = plot.across(x.estimate());
    double up = plot.up(y.estimate());
    svg.add(
        Plot.line("whisker " + kind, plot.across(x.low()), up, plot.across(x.high()), up),
        Plot.line("whisker " + kind, across, plot.up(y.low()), across, plot.up(y.high())));
    svg.add(plot.at(x.estimate(), y.estimate(), dot(kind).add(Tag.of("title").text(title(point)))));
  }

  private static String kind(FrontPoint point) {
    String kind = point.chosen() ? CHOSEN : point.qualifies() ? "qualifies" : "refused";
    return point.stoppedEarly() ? kind + STOPPED : kind;
  }

  private static Tag dot(String kind) {
    Tag group = Tag.of("g", "point " + kind);
    if (kind.startsWith(CHOSEN)) {
      group.add(Tag.of("circle", "ring").with("r", "8"));
    }
    return group.add(Tag.of("circle", "dot").with("r", kind.endsWith(STOPPED) ? "2.5" : "4"));
  }

  /** What the dots mean. */
  public static Tag keys() {
    return Tag.of("p", "keys")
        .add(
            key(CHOSEN, "the student"),
            key("qualifies", "keeps the bar"),
            key("refused", "below the bar"),
            key("refused" + STOPPED, "small: stopped early"));
  }

  private static Tag key(String kind, String meaning) {
    return Tag.of("span", "key")
        .add(
            Tag.of("svg")
                .with("width", "18")
                .with("height", "18")
                .with("viewBox", "-9 -9 18 18")
                .with("aria-hidden", "true")
                .add(dot(kind)))
        .text(meaning);
  }

  private String description() {
    long kept = front.stream().filter(FrontPoint::qualifies).count();
    String chosen =
        front.stream()
            .filter(FrontPoint::chosen)
            .findFirst()
            .map(
                point ->
                    "; the chosen one flips %s at %s %s"
                        .formatted(
                            Numbers.four(flips(point).estimate()),
                            name,
                            Numbers.four(vertical.apply(point).estimate())))
            .orElse("; none is chosen");
    return "%d students by negative flip rate and %s, of which %d keep the bar%s"
        .formatted(front.size(), name, kept, chosen);
  }

  private String title(FrontPoint point) {
    return "%s: negative flip rate %s, %s %s"
        .formatted(
            point.recipe(),
            Numbers.four(flips(point).estimate()),
            name,
            Numbers.four(vertical.apply(point).estimate()));
  }

  private static Interval flips(FrontPoint point) {
    Estimate estimate = point.standing().negativeFlips();
    return estimate.interval();
  }

  private static DoubleStream values(Interval interval) {
    return DoubleStream.of(interval.low(), interval.estimate(), interval.high());
  }
}
