package dev.bckd.upgrade.report.page;

import dev.bckd.evaluation.FlipTable;
import dev.bckd.evaluation.Flips;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.FlipBar;
import dev.bckd.upgrade.report.picture.Mark;
import dev.bckd.upgrade.report.picture.Mosaic;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.List;
import java.util.Optional;

/** Who is right where: the teacher against each other model. */
final class FlipSection {
  private FlipSection() {}

  static Optional<Tag> of(Report report) {
    List<SuiteJudgement> suites =
        report.suites().stream().filter(suite -> !suite.picture().flips().isEmpty()).toList();
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    Tag section =
        Blocks.section(
            "Flips",
            "Areas are shares of all samples, each counted by its weight. A negative flip is a"
                + " sample that the teacher answers correctly and the other model does not: what"
                + " users notice. Of a ranking request, right means that something relevant is in"
                + " the list. McNemar's test asks whether both are right equally often; no gate"
                + " rests on it.");
    suites.forEach(suite -> section.add(suite(suite)));
    return Optional.of(section);
  }

  private static Tag suite(SuiteJudgement suite) {
    Tag pair = Tag.of("div", "pair");
    List<Flips> flips = suite.picture().flips();
    flips.stream().filter(f -> f.slice().isEmpty()).forEach(f -> pair.add(twoByTwo(f)));
    Tag block =
        Tag.of("article")
            .add(
                Tag.of("h3")
                    .text(suite.suite())
                    .add(Tag.of("small").text(Numbers.count(suite.samples()) + " samples")),
                pair);
    List<Flips> slices = flips.stream().filter(f -> f.slice().isPresent()).toList();
    return slices.isEmpty() ? block : block.add(slices(slices));
  }

  private static Tag twoByTwo(Flips flips) {
    FlipTable table = flips.table();
    FlipTable.Shares shares = table.shares();
    String model = flips.model().label();
    return Tag.of("figure", "flips")
        .add(
            Tag.of("figcaption").add(Mark.key(flips.model())).text(" against the teacher"),
            new Mosaic(table, inWords(flips)).drawn(),
            Tag.of("table", "two-by-two")
                .add(
                    Blocks.head(List.of("", model + " right", model + " wrong")),
                    Tag.of("tbody")
                        .add(
                            Tag.of("tr")
                                .add(
                                    Blocks.rowHead("teacher right"),
                                    cell(
                                        shares.bothRight(),
                                        table.bothRight(),
                                        "both-right",
                                        "both right"),
                                    cell(
                                        shares.onlyTeacher(),
                                        table.onlyTeacher(),
                                        "only-teacher",
                                        "negative flips")),
                            Tag.of("tr")
                                .add(
                                    Blocks.rowHead("teacher wrong"),
                                    cell(
                                        shares.onlyModel(),
                                        table.onlyModel(),
                                        "only-model",
                                        "positive flips"),
                                    cell(
                                        shares.neither(),
                                        table.neither(),
                                        "neither",
                                        "both wrong")))),
            Tag.of("p", "test").text(mcNemar(flips)));
  }

  private static String mcNemar(Flips flips) {
    return flips
        .mcNemar()
        .map(p -> "McNemar's exact test: p " + Numbers.pValue(p))
        .orElse("No McNemar test: rows belong together, or count differently.");
  }

  private static Tag cell(double share, long count, String cssClass, String name) {
    return Tag.of("td")
        .add(
            swatch(cssClass),
            Tag.of("b").text(Numbers.percent(share)),
            Tag.of("span").text(Numbers.count(count)),
            Tag.of("span", "name").text(name));
  }

  private static Tag swatch(String cssClass) {
    return Tag.of("svg", "swatch")
        .with("width", "14")
        .with("height", "14")
        .with("aria-hidden", "true")
        .add(Tag.of("rect", "cell " + cssClass).with("width", "14").with("height", "14"));
  }

  private static Tag slices(List<Flips> slices) {
    Tag body = Blocks.body();
    for (Flips flips : slices) {
      FlipTable table = flips.table();
      body.add(
          Blocks.row("slice")
              .add(
                  Blocks.rowHead(flips.slice().orElse("")),
                  Blocks.cell("model", "model").add(Mark.key(flips.model())),
                  Blocks.cell("picture", "flips").add(new FlipBar(table, inWords(flips)).drawn()),
                  Blocks.cell("number", "negative")
                      .text(share(table.shares().onlyTeacher(), table.onlyTeacher())),
                  Blocks.cell("number", "positive")
                      .text(share(table.shares().onlyModel(), table.onlyModel())),
                  Blocks.cell("number", "samples").text(Numbers.count(table.samples()))));
    }
    return Blocks.table("cards slices")
        .add(
            Blocks.head(List.of("slice", "model", "flips", "negative", "positive", "samples")),
            body);
  }

  private static String share(double share, long count) {
    return Numbers.percent(share) + " (" + Numbers.count(count) + ")";
  }

  private static String inWords(Flips flips) {
    FlipTable table = flips.table();
    FlipTable.Shares shares = table.shares();
    return "%s against the teacher: both right %s, negative flips %s, positive flips %s, both wrong %s"
        .formatted(
            flips.model().label(),
            share(shares.bothRight(), table.bothRight()),
            share(shares.onlyTeacher(), table.onlyTeacher()),
            share(shares.onlyModel(), table.onlyModel()),
            share(shares.neither(), table.neither()));
  }
}
