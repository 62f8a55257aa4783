package dev.bckd.upgrade.report.page;

import dev.bckd.evaluation.Flip;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Mark;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.List;
import java.util.Optional;

/** The flips that users would find hardest to understand, with their rows. */
final class WorstFlipSection {
  private WorstFlipSection() {}

  static Optional<Tag> of(Report report) {
    List<SuiteJudgement> suites =
        report.suites().stream().filter(s -> !s.picture().worst().isEmpty()).toList();
    if (report.suites().stream().anyMatch(suite -> !suite.picture().rowsShown())) {
      return Optional.of(
          Blocks.section(
              "Worst flips", "Rows are left out of this report: the policy says showRows: false."));
    }
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    String model = report.judged().label();
    Tag section =
        Blocks.section(
            "Worst flips",
            "Samples that the teacher answers correctly and the "
                + model
                + " model does not, the ones first of which it is surest; of requests, those whose"
                + " best relevant candidate falls furthest. Rows are counted from 1.");
    suites.forEach(suite -> section.add(suite(suite, report.judged())));
    return Optional.of(section);
  }

  private static Tag suite(SuiteJudgement suite, Role judged) {
    Tag list = Tag.of("ol", "worst");
    suite.picture().worst().forEach(flip -> list.add(item(flip, judged)));
    return Tag.of("article").add(Tag.of("h3").text(suite.suite()), list);
  }

  private static Tag item(Flip flip, Role judged) {
    List<Tag> answers = List.of(answer(Role.TEACHER, flip.teacher()), answer(judged, flip.model()));
    return ShownRow.of(flip.row(), flip.id(), flip.label(), answers, flip.columns());
  }

  private static Tag answer(Role role, Flip.Answer answer) {
    String said =
        answer.probability().isPresent()
            ? " says %d with %s"
                .formatted(answer.value(), Numbers.percent(answer.probability().getAsDouble()))
            : " puts it at place " + answer.value();
    return Tag.of("span").add(Mark.key(role)).text(said);
  }
}
