package dev.bckd.upgrade.report.picture;

/**
 * A limit on an axis.
 *
 * @param value where it is
 * @param keeps which side keeps it
 */
public record LimitLine(double value, Side keeps) {
  /** A side of a limit. */
  public enum Side {
    /** Values below it, and the limit itself. */
    BELOW,
    /** Values above it, and the limit itself. */
    ABOVE
  }

  /** The same limit further along the axis. */
  public LimitLine movedBy(double distance) {
    return new LimitLine(value + distance, keeps);
  }

  /** The part of the axis that breaks it. */
  Tag broken(Scale scale, double height) {
    double at = scale.at(value);
    double from = keeps == Side.BELOW ? at : 0;
    double to = keeps == Side.BELOW ? 1 : at;
    return Tag.of("rect", "broken")
        .with("x", Numbers.share(from))
        .with("width", Numbers.share(to - from))
        .with("y", 0)
        .with("height", height);
  }
}
