package dev.bckd.upgrade.report.page;

import dev.bckd.distillation.FrontPoint;
import dev.bckd.distillation.Standing;
import dev.bckd.stats.Interval;
import dev.bckd.upgrade.report.picture.FrontPlot;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The students that a search looked at, on the rows that decide. */
final class FrontBlock {
  private static final FrontColumn LOG_LOSS = new FrontColumn("old", Standing.LOG_LOSS);

  private FrontBlock() {}

  static Tag of(List<FrontPoint> front) {
    List<FrontColumn> columns = FrontColumn.of(front);
    Tag plots = Tag.of("div", "plots");
    add(plots, front, "log loss in nats, old rows", LOG_LOSS::value);
    for (FrontColumn column : columns) {
      String name = "%s minus the bar's, %s rows".formatted(column.metric(), column.rows());
      add(plots, front, name, column::difference);
    }
    return Tag.of("article")
        .add(
            Tag.of("h3").text("The front"),
            FrontPlot.keys(),
            plots,
            Tag.of("details")
                .add(Tag.of("summary").text("the front as a table"), table(front, columns)));
  }

  /** A picture of those students that have a value there. */
  private static void add(
      Tag plots,
      List<FrontPoint> front,
      String name,
      Function<FrontPoint, Optional<Interval>> vertical) {
    List<FrontPoint> some = front.stream().filter(p -> vertical.apply(p).isPresent()).toList();
    if (!some.isEmpty()) {
      plots.add(
          Tag.of("figure")
              .add(
                  new FrontPlot(some, name, point -> vertical.apply(point).orElseThrow()).drawn()));
    }
  }

  private static Tag table(List<FrontPoint> front, List<FrontColumn> columns) {
    List<String> names = new ArrayList<>(List.of("student", "negative flip rate"));
    columns.forEach(column -> names.add(column.name()));
    Tag body = Blocks.body();
    front.forEach(point -> body.add(row(point, columns)));
    return Blocks.table("cards plain front").add(Blocks.head(names), body);
  }

  private static Tag row(FrontPoint point, List<FrontColumn> columns) {
    String place =
        "alpha %s, interpolation %s"
            .formatted(Numbers.limit(point.alpha()), Numbers.limit(point.interpolation()));
    Tag row =
        Blocks.row(point.chosen() ? "chosen" : "looked-at")
            .add(
                Blocks.rowHead(point.recipe())
                    .add(
                        Tag.of("small").text(place), Tag.of("small").text(FrontColumn.fate(point))),
                value("negative flip rate", point.standing().negativeFlips().interval()));
    columns.forEach(column -> row.add(cell(point, column)));
    return row;
  }

  private static Tag cell(FrontPoint point, FrontColumn column) {
    Tag cell =
        column
            .value(point)
            .map(interval -> value(column.name(), interval))
            .orElseGet(() -> Blocks.cell("number", column.name()).text("–"));
    column
        .difference(point)
        .ifPresent(
            interval ->
                cell.add(
                    Tag.of("small").text("bar " + Numbers.signed(interval.estimate())),
                    Tag.of("small").text(Numbers.ends(interval))));
    return cell;
  }

  private static Tag value(String column, Interval interval) {
    return Blocks.cell("number", column)
        .add(
            Tag.of("span").text(Numbers.four(interval.estimate())),
            Tag.of("small").text(Numbers.ends(interval)));
  }
}
