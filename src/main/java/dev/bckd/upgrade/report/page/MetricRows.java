package dev.bckd.upgrade.report.page;

import dev.bckd.gates.GateResult;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Role;
import dev.bckd.policy.Limit;
import dev.bckd.upgrade.report.picture.IntervalPlot;
import dev.bckd.upgrade.report.picture.LimitLine;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Scale;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One metric of a suite: a row for the whole and one for each slice, all on one axis.
 *
 * @param suite with its gates
 * @param metric the metric's name
 * @param parts its values, whole suite first
 * @param roles the models, in order
 */
record MetricRows(SuiteJudgement suite, String metric, List<MetricValues> parts, List<Role> roles) {
  private static final int TICKS = 6;

  Tag drawn() {
    Scale scale = scale();
    List<String> names = new ArrayList<>(List.of(metric, ""));

    roles.forEach(role -> names.add(role.label()));
    Tag body = Blocks.body();
    parts.forEach(part -> body.add(row(part, scale)));
    Tag axis =
        Tag.of("tr", "axis-row")
            .with("aria-hidden", "true")
            .add(
                Tag.of("td"),
                Tag.of("td", "picture").add(IntervalPlot.axis(scale, TICKS)),
                Tag.of("td").with("colspan", String.valueOf(Math.max(1, roles.size()))));
    return Blocks.table("cards metric").add(Blocks.head(names), body.add(axis));
  }

  private Tag row(MetricValues part, Scale scale) {
    List<IntervalPlot.Dot> dots = roles.stream().flatMap(role -> dot(part, role).stream()).toList();
    Tag name = Blocks.rowHead(part.slice().orElse("whole suite"));
    name.add(Tag.of("small").text(Numbers.count(part.samples()) + " samples"));
    String description = metric + ", " + part.slice().orElse("whole suite") + ": " + inWords(dots);
    Tag row =
        Blocks.row("part")
            .add(
                name,
                Blocks.cell("picture", "")
                    .add(new IntervalPlot(scale, TICKS, dots, limits(part), description).drawn()));
    roles.forEach(role -> row.add(value(part, role)));
    return row;
  }

  private Optional<IntervalPlot.Dot> dot(MetricValues part, Role role) {
    return Figure.of(part, role)
        .filter(figure -> Double.isFinite(figure.value()))
        .map(figure -> new IntervalPlot.Dot(role, figure.value(), figure.interval()));
  }

  private Tag value(MetricValues part, Role role) {
    Tag cell = Blocks.cell("number", role.label());
    Figure.of(part, role)
        .ifPresentOrElse(
            figure -> {
              cell.add(Tag.of("span").text(Numbers.four(figure.value())));
              figure
                  .interval()
                  .ifPresent(interval -> cell.add(Tag.of("small").text(Numbers.ends(interval))));
            },
            () -> cell.text("–"));
    return cell;
  }

  private static String inWords(List<IntervalPlot.Dot> dots) {
    return String.join(
        ", ",
        dots.stream()
            .map(
                dot ->
                    dot.role().label()
                        + " "
                        + Numbers.four(dot.value())
                        + dot.interval().map(i -> " " + Numbers.ends(i)).orElse(""))
            .toList());
  }

  private List<LimitLine> limits(MetricValues part) {
    return suite.gates().stream()
        .filter(gate -> gate.gate().metric().equals(metric))
        .filter(gate -> gate.slice().equals(part.slice()))
        .flatMap(gate -> lines(gate, part))
        .distinct()
        .toList();
  }

  /** A limit on a difference is drawn from the value of the model it is held against. */
  private Stream<LimitLine> lines(GateResult gate, MetricValues part) {
    List<LimitLine> lines = new GateWords(gate).lines();
    if (gate.gate().limit() instanceof Limit.NoWorseThan other) {
      return Figure.of(part, other.reference()).stream()
          .flatMap(reference -> lines.stream().map(line -> line.movedBy(reference.value())));
    }
    return lines.stream();
  }

  private Scale scale() {
    return Scale.of(parts.stream().flatMapToDouble(this::values));
  }

  private DoubleStream values(MetricValues part) {
    DoubleStream limits = limits(part).stream().mapToDouble(LimitLine::value);
    DoubleStream dots =
        roles.stream()
            .flatMap(role -> Figure.of(part, role).stream())
            .flatMapToDouble(
                figure ->
                    DoubleStream.concat(
                        DoubleStream.of(figure.value()),
                        figure.interval().stream()
                            .flatMapToDouble(i -> DoubleStream.of(i.low(), i.high()))));
    return DoubleStream.concat(limits, dots);
  }
}
