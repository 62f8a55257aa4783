package dev.bckd.upgrade.report.picture;

/**
 * The frame of a picture with two axes, in the units of its view box.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param xName what the horizontal axis shows
 * @param yName what the vertical axis shows
 */
record Plot(Scale x, Scale y, String xName, String yName) {
  private static final double WIDTH = 340;
  private static final double HEIGHT = 260;
  private static final double LEFT = 52;
  private static final double RIGHT = 328;
  private static final double TOP = 26;
  private static final double BOTTOM = 214;
  private static final int X_TICKS = 5;
  private static final int Y_TICKS = 5;

  /** An empty picture with axes and grid. */
  Tag drawn(String description) {
    Tag svg =
        Tag.of("svg", "plot")
            .with("viewBox", "0 0 %.0f %.0f".formatted(WIDTH, HEIGHT))
            .with("role", "img")
            .with("aria-label", description);
    for (double tick : x.ticks(X_TICKS)) {
      svg.add(
          line("grid", across(tick), TOP, across(tick), BOTTOM),
          label(across(tick), BOTTOM + 16, "middle", x.label(tick, X_TICKS)));
    }
    for (double tick : y.ticks(Y_TICKS)) {
      svg.add(
          line("grid", LEFT, up(tick), RIGHT, up(tick)),
          label(LEFT - 6, up(tick) + 4, "end", y.label(tick, Y_TICKS)));
    }
    return svg.add(
        line("axis", LEFT, BOTTOM, RIGHT, BOTTOM),
        label((LEFT + RIGHT) / 2, HEIGHT - 8, "middle", xName).with("class", "name"),
        label(4, 13, "start", yName).with("class", "name"));
  }

  double across(double value) {
    return LEFT + x.at(value) * (RIGHT - LEFT);
  }

  double up(double value) {
    return BOTTOM - y.at(value) * (BOTTOM - TOP);
  }

  /** Something drawn around the origin, moved to a place. */
  Tag at(double xValue, double yValue, Tag drawn) {
    return Tag.of("g")
        .with("transform", "translate(%s %s)".formatted(place(across(xValue)), place(up(yValue))))
        .add(drawn);
  }

  static Tag line(String cssClass, double x1, double y1, double x2, double y2) {
    return Tag.of("line", cssClass).with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
  }

  static Tag label(double x, double y, String anchor, String text) {
    return Tag.of("text").with("x", x).with("y", y).with("text-anchor", anchor).text(text);
  }

  static String place(double value) {
    return Numbers.coordinate(value);
  }
}
