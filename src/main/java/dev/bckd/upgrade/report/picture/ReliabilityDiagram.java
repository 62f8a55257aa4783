package dev.bckd.upgrade.report.picture;

import dev.bckd.evaluation.CalibrationCurve;
import dev.bckd.model.Role;
import java.util.Collection;

/**
 * How often a model is right when it says how sure it is: on the diagonal it is as sure as it
 * should be, below it too sure.
 *
 * @param role whose curve
 * @param curve the bins
 * @param from where the axes begin, in [0, 1)
 */
public record ReliabilityDiagram(Role role, CalibrationCurve curve, double from) {
  /** Where the axes of several curves begin, so that they can be compared. */
  public static double from(Collection<CalibrationCurve> curves) {
    double least =
        curves.stream()
            .flatMap(curve -> curve.bins().stream())
            .mapToDouble(bin -> Math.min(bin.confidence(), bin.right()))
            .min()
            .orElse(0);
    return Math.max(0, Math.min(0.9, Math.floor(least * 10) / 10));
  }

  /** The picture. */
  public Tag drawn() {
    Scale scale = new Scale(from, 1);

    Plot plot = new Plot(scale, scale, "probability of its decision", "share of decisions right");
    Tag svg = plot.drawn(description());
    svg.add(
        Plot.line(
            "diagonal",
            plot.across(scale.from()),
            plot.up(scale.from()),
            plot.across(1),
            plot.up(1)));
    StringBuilder path = new StringBuilder();
    for (CalibrationCurve.Bin bin : curve.bins()) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(Plot.place(plot.across(bin.confidence())))
          .append(' ')
          .append(Plot.place(plot.up(bin.right())));
    }
    svg.add(Tag.of("path", "curve " + role.label()).with("d", path.toString()));
    for (CalibrationCurve.Bin bin : curve.bins()) {
      svg.add(plot.at(bin.confidence(), bin.right(), Mark.of(role).add(title(bin))));
    }
    return svg;
  }

  private String description() {
    return "Reliability of the %s model: expected calibration error %s over %d bins of equal size"
        .formatted(role.label(), Numbers.four(curve.expectedError()), curve.bins().size());
  }

  private static Tag title(CalibrationCurve.Bin bin) {
    return Tag.of("title")
        .text(
            "%s samples: probability %s, right %s"
                .formatted(
                    Numbers.count(bin.samples()),
                    Numbers.four(bin.confidence()),
                    Numbers.four(bin.right())));
  }
}
