package dev.bckd.upgrade.report.page;

import dev.bckd.gates.GateResult;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.policy.Severity;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import dev.bckd.verdict.Measurement;
import java.util.List;

/** Every gate with its verdict and what it rests on. */
final class GateSection {
  private GateSection() {}

  static Tag of(Report report) {
    Tag section =
        Blocks.section(
            "Gates",
            "A gate passes when the whole interval keeps its limit and fails when the whole breaks"
                + " it; else the samples do not decide. Of a comparison the value is the judged"
                + " model's minus the other's.");
    report.suites().stream()
        .filter(suite -> !suite.gates().isEmpty())
        .forEach(
            suite ->
                section.add(Tag.of("article").add(Tag.of("h3").text(suite.suite()), table(suite))));
    return section;
  }

  private static Tag table(SuiteJudgement suite) {
    Tag body = Blocks.body();
    suite.gates().forEach(gate -> body.add(row(gate)));
    return Blocks.table("cards gates")
        .add(
            Blocks.head(List.of("gate", "verdict", "", "value and interval", "samples", "method")),
            body);
  }

  private static Tag row(GateResult gate) {
    GateWords words = new GateWords(gate);
    Tag picture = Blocks.cell("picture", "");
    GatePicture.of(gate).ifPresent(plot -> picture.add(plot.drawn(), GatePicture.axis(plot)));
    return Blocks.row("gate " + Blocks.kind(gate.verdict()))
        .add(
            name(gate, words),
            Blocks.cell("outcome", "verdict")
                .add(Blocks.badge(gate.verdict()), Tag.of("small").text(words.reason())),
            picture,
            Blocks.cell("number", "value")
                .add(
                    Tag.of("span").text(words.estimate().orElse("–")),
                    Tag.of("small").text(words.ends().orElse(""))),
            Blocks.cell("number", "samples")
                .text(words.measured().map(m -> Numbers.count(m.samples())).orElse("–")),
            Blocks.cell("method", "method")
                .text(words.measured().map(Measurement::method).orElse("–")));
  }

  private static Tag name(GateResult gate, GateWords words) {
    Tag name =
        Blocks.rowHead(gate.gate().metric())
            .add(
                Tag.of("small").text(words.where() + ", " + gate.judged().label()),
                Tag.of("small", "limit-words").text(words.limit()));
    return gate.gate().severity() == Severity.WARNING
        ? name.add(Tag.of("small", "warning").text("warning only"))
        : name;
  }
}
