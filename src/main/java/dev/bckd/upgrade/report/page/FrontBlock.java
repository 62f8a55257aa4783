package dev.bckd.upgrade.report.page;

import dev.bckd.distillation.FrontPoint;
import dev.bckd.distillation.Standing;
import dev.bckd.stats.Interval;
import dev.bckd.upgrade.report.picture.FrontPlot;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The students that a search looked at, on the rows that decide. */
final class FrontBlock {
  private FrontBlock() {}

  static Tag of(List<FrontPoint> front) {
    Tag plots = Tag.of("div", "plots").add(figure(front, "log loss in nats", FrontBlock::logLoss));
    List<Standing.Difference> named = front.get(0).standing().differences();
    for (int i = 0; i < named.size(); i++) {
      int index = i;
      String name =
          "%s minus the bar's, %s rows".formatted(named.get(i).metric(), named.get(i).rows());
      List<FrontPoint> alike =
          front.stream().filter(p -> p.standing().differences().size() > index).toList();
      plots.add(
          figure(
              alike,
              name,
              point -> point.standing().differences().get(index).estimate().interval()));
    }
    return Tag.of("article")
        .add(
            Tag.of("h3").text("The front"),
            FrontPlot.keys(),
            plots,
            Tag.of("details").add(Tag.of("summary").text("the front as a table"), table(front)));
  }

  private static Tag figure(
      List<FrontPoint> front, String name, Function<FrontPoint, Interval> vertical) {
    return Tag.of("figure").add(new FrontPlot(front, name, vertical).drawn());
  }

  private static Interval logLoss(FrontPoint point) {
    double value = point.standing().logLoss();
    return new Interval(value, value, value);
  }

  private static Tag table(List<FrontPoint> front) {
    List<String> names =
        new ArrayList<>(
            List.of("recipe", "alpha", "interpolation", "negative flip rate", "log loss"));
    front.get(0).standing().differences().forEach(d -> names.add(d.rows() + " " + d.metric()));
    names.add("calibration error");
    names.add("");
    Tag body = Blocks.body();
    front.forEach(point -> body.add(row(point)));
    return Blocks.table("cards plain").add(Blocks.head(names), body);
  }

  private static Tag row(FrontPoint point) {
    Standing standing = point.standing();
    Tag row =
        Blocks.row(point.chosen() ? "chosen" : "looked-at")
            .add(
                Blocks.rowHead(point.recipe()),
                number("alpha", Numbers.limit(point.alpha())),
                number("interpolation", Numbers.limit(point.interpolation())),
                interval(
                    "negative flip rate",
                    Numbers.four(standing.negativeFlips().interval().estimate()),
                    standing.negativeFlips().interval()),
                number("log loss", Numbers.four(standing.logLoss())));
    standing
        .differences()
        .forEach(
            difference ->
                row.add(
                    interval(
                        difference.rows() + " " + difference.metric(),
                        Numbers.signed(difference.estimate().interval().estimate()),
                        difference.estimate().interval())));
    return row.add(
        number("calibration error", Numbers.four(standing.calibrationError())),
        Blocks.cell("fate", "").text(fate(point)));
  }

  private static String fate(FrontPoint point) {
    return point.chosen() ? "chosen" : point.qualifies() ? "keeps the bar" : "below the bar";
  }

  private static Tag number(String column, String text) {
    return Blocks.cell("number", column).text(text);
  }

  private static Tag interval(String column, String value, Interval interval) {
    return Blocks.cell("number", column)
        .add(Tag.of("span").text(value), Tag.of("small").text(Numbers.ends(interval)));
  }
}
