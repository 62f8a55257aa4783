package dev.bckd.upgrade.report.page;

import dev.bckd.evaluation.CalibrationCurve;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Mark;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.ReliabilityDiagram;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/** How far each model's probabilities can be believed. */
final class CalibrationSection {
  private CalibrationSection() {}

  static Optional<Tag> of(Report report) {
    List<SuiteJudgement> suites =
        report.suites().stream().filter(s -> !s.picture().calibration().isEmpty()).toList();
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    Tag section =
        Blocks.section(
            "Calibration",
            "Samples by the probability that the model gives its own decision, in 15 bins of equal"
                + " size. On the diagonal it is as sure as it should be; below, too sure.");
    suites.forEach(suite -> section.add(suite(suite)));
    return Optional.of(section);
  }

  private static Tag suite(SuiteJudgement suite) {
    Tag plots = Tag.of("div", "plots");
    double from = ReliabilityDiagram.from(suite.picture().calibration().values());
    new EnumMap<>(suite.picture().calibration())
        .forEach((role, curve) -> plots.add(diagram(role, curve, from)));
    return Tag.of("article").add(Tag.of("h3").text(suite.suite()), plots);
  }

  private static Tag diagram(Role role, CalibrationCurve curve, double from) {
    return Tag.of("figure")
        .add(
            Tag.of("figcaption")
                .add(Mark.key(role))
                .text(" expected calibration error " + Numbers.four(curve.expectedError())),
            new ReliabilityDiagram(role, curve, from).drawn());
  }
}
