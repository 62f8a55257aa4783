package dev.bckd.upgrade.report.page;

import dev.bckd.evaluation.BrokenBehaviour;
import dev.bckd.evaluation.BrokenRow;
import dev.bckd.evaluation.Flip;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Mark;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The rows on which the judged model breaks what must hold whatever its accuracy. */
final class BrokenSection {
  private BrokenSection() {}

  static Optional<Tag> of(Report report) {
    List<SuiteJudgement> suites =
        report.suites().stream().filter(s -> !s.picture().broken().isEmpty()).toList();
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    Tag section =
        Blocks.section(
            "Broken behaviours",
            "Rows on which the %s model breaks a behaviour, the ones first of which it is surest, or whose score moves furthest. Columns are shown as they were before the change. Rows are counted from 1."
                .formatted(report.judged().label()));
    for (SuiteJudgement suite : suites) {
      Tag article = Tag.of("article").add(Tag.of("h3").text(suite.suite()));
      suite.picture().broken().forEach(broken -> fill(article, broken, report.judged()));
      section.add(article);
    }
    return Optional.of(section);
  }

  private static void fill(Tag article, BrokenBehaviour broken, Role judged) {
    Tag list = Tag.of("ol", "worst");
    broken.rows().forEach(row -> list.add(item(row, judged)));
    Tag name = Tag.of("h4").text(broken.name());
    if (!broken.change().isEmpty()) {
      name.add(Tag.of("code").text(String.join(", ", broken.change())));
    }
    article.add(name, list);
  }

  private static Tag item(BrokenRow row, Role judged) {
    Tag said = Tag.of("span").add(Mark.key(judged));
    List<Tag> answers =
        row.before()
            .map(
                before ->
                    Stream.of(
                        said.text(" says " + words(before)),
                        Tag.of("span").text("after the change " + words(row.after()))))
            .orElseGet(() -> Stream.of(said.text(" says " + words(row.after()))))
            .toList();
    return ShownRow.of(row.row(), row.id(), row.label(), answers, row.columns());
  }

  private static String words(Flip.Answer answer) {
    OptionalDouble probability = answer.probability();
    return probability.isPresent()
        ? answer.value() + " with " + Numbers.percent(probability.getAsDouble())
        : String.valueOf(answer.value());
  }
}
