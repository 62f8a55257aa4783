package dev.bckd.upgrade.report.page;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.OtherTraining;
import dev.bckd.distillation.Training;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.LossCurve;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the student came about: its losses and the students it was chosen among. */
final class TrainingSection {
  private TrainingSection() {}

  static Optional<Tag> of(Report report) {
    return report.training().map(TrainingSection::of);
  }

  private static Tag of(Training training) {
    Tag section = Blocks.section("Distillation", summary(training));
    section.add(Tag.of("p", "recipe").text(training.recipe()));
    training.notes().forEach(note -> section.add(Tag.of("p", "note").text("Note: " + note + ".")));
    if (!training.losses().isEmpty()) {
      section.add(
          Tag.of("article")
              .add(
                  Tag.of("h3").text("Losses"),
                  curves(training.losses()),
                  table(training.losses())));
    }
    if (!training.others().isEmpty()) {
      section.add(others(training.others()));
    }
    return training.front().isEmpty() ? section : section.add(FrontBlock.of(training.front()));
  }

  private static String summary(Training training) {
    return "%s epochs over %s samples in %s on %s%s%s"
        .formatted(
            training.epochs(),
            Numbers.count(training.samplesSeen()),
            String.format(Locale.ROOT, "%.1f\u202fs", training.seconds()),
            training.device(),
            training.budgetReached() ? "; the budget cut it short" : "",
            training.nothingQualifies() ? "; no student keeps the bar." : ".");
  }

  /** Folded, for there are many. */
  private static Tag others(List<OtherTraining> others) {
    Tag folded =
        Tag.of("details")
            .add(
                Tag.of("summary")
                    .text("losses of the %d other trainings".formatted(others.size())));
    for (OtherTraining other : others) {
      folded.add(Tag.of("h4").text(other.recipe()), curves(other.losses()), table(other.losses()));
    }
    return Tag.of("article").add(folded);
  }

  private static Tag curves(List<EpochLoss> losses) {
    Map<String, List<EpochLoss>> terms =
        losses.stream()
            .collect(
                Collectors.groupingBy(EpochLoss::term, LinkedHashMap::new, Collectors.toList()));
    Tag plots = Tag.of("div", "plots");
    terms.forEach(
        (term, epochs) ->
            plots.add(
                Tag.of("figure")
                    .add(Tag.of("figcaption").text(term), new LossCurve(epochs).drawn())));
    return plots;
  }

  private static Tag table(List<EpochLoss> losses) {
    Tag body = Blocks.body();
    for (EpochLoss loss : losses) {
      body.add(
          Blocks.row("loss")
              .add(
                  Blocks.rowHead(loss.term()),
                  Blocks.cell("number", "epoch").text(String.valueOf(loss.epoch())),
                  Blocks.cell("number", "value").text(Numbers.four(loss.value())),
                  Blocks.cell("number", "share of the sum").text(Numbers.percent(loss.share())),
                  Blocks.cell("number", "gradient norm").text(Numbers.four(loss.gradientNorm()))));
    }
    return Tag.of("details")
        .add(
            Tag.of("summary").text("losses as a table"),
            Blocks.table("cards plain")
                .add(
                    Blocks.head(
                        List.of("term", "epoch", "value", "share of the sum", "gradient norm")),
                    body));
  }
}
