package dev.bckd.upgrade.report.picture;

import dev.bckd.evaluation.FlipTable;

/**
 * Flips as areas: the upper band is what the teacher answers correctly, the lower one what it does
 * not; the left part of each is what the other model answers correctly.
 *
 * @param table the counts
 * @param description what is seen, for those who do not see it
 */
public record Mosaic(FlipTable table, String description) {
  private static final double SIDE = 200;

  /** The picture. */
  public Tag drawn() {
    FlipTable.Shares shares = table.shares();
    double band = SIDE * (shares.bothRight() + shares.onlyTeacher());
    double upper = share(shares.bothRight(), shares.onlyTeacher());
    double lower = share(shares.onlyModel(), shares.neither());
    return Tag.of("svg", "mosaic")
        .with("viewBox", "0 0 200 200")
        .with("role", "img")
        .with("aria-label", description)
        .add(
            cell("both-right", 0, 0, upper, band),
            cell("only-teacher", upper, 0, SIDE - upper, band),
            cell("only-model", 0, band, lower, SIDE - band),
            cell("neither", lower, band, SIDE - lower, SIDE - band));
  }

  private static double share(double left, double right) {
    return left + right == 0 ? 0 : SIDE * left / (left + right);
  }

  private static Tag cell(String cssClass, double x, double y, double width, double height) {
    return Tag.of("rect", "cell " + cssClass)
        .with("x", x)
        .with("y", y)
        .with("width", width)
        .with("height", height);
  }
}
