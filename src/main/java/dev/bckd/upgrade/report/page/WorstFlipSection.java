package dev.bckd.upgrade.report.page;

import dev.bckd.evaluation.Flip;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Mark;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import dev.bckd.upgrade.report.picture.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flips that users would find hardest to understand, with their rows. */
final class WorstFlipSection {
  private static final int LONGEST = 120;
  private static final int MOST_COLUMNS = 40;

  private WorstFlipSection() {}

  static Optional<Tag> of(Report report) {
    List<SuiteJudgement> suites =
        report.suites().stream().filter(s -> !s.picture().worst().isEmpty()).toList();
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    String model = report.judged().label();
    Tag section =
        Blocks.section(
            "Worst flips",
            "Samples that the teacher answers correctly and the "
                + model
                + " model does not, the ones first of which it is surest; of requests, those whose best"
                + " relevant candidate falls furthest. Rows are counted from 1.");
    suites.forEach(suite -> section.add(suite(suite, report.judged())));
    return Optional.of(section);
  }

  private static Tag suite(SuiteJudgement suite, Role judged) {
    Tag list = Tag.of("ol", "worst");
    suite.picture().worst().forEach(flip -> list.add(item(flip, judged)));
    return Tag.of("article").add(Tag.of("h3").text(suite.suite()), list);
  }

  private static Tag item(Flip flip, Role judged) {
    Tag answers =
        Tag.of("p", "answers").add(Tag.of("b").text("row " + Numbers.count(flip.row() + 1L)));
    flip.id()
        .ifPresent(id -> answers.add(Tag.of("span").text("id " + Text.shortened(id, LONGEST))));
    flip.label().ifPresent(label -> answers.add(Tag.of("span").text("label " + label)));
    answers.add(answer(Role.TEACHER, flip.teacher()), answer(judged, flip.model()));
    Tag columns = Tag.of("dl", "columns");
    flip.columns().entrySet().stream().limit(MOST_COLUMNS).forEach(c -> column(columns, c));
    return Tag.of("li").add(answers, columns);
  }

  private static Tag answer(Role role, Flip.Answer answer) {
    String said =
        answer.probability().isPresent()
            ? " says %d with %s"
                .formatted(answer.value(), Numbers.percent(answer.probability().getAsDouble()))
            : " puts it at place " + answer.value();
    return Tag.of("span").add(Mark.key(role)).text(said);
  }

  private static void column(Tag list, Map.Entry<String, String> column) {
    list.add(
        Tag.of("div")
            .add(
                Tag.of("dt").text(Text.shortened(column.getKey(), LONGEST)),
                Tag.of("dd").text(Text.shortened(column.getValue(), LONGEST))));
  }
}
