package dev.bckd.upgrade.report.page;

import dev.bckd.gates.Conclusion;
import dev.bckd.gates.Decision;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.GateResult;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.Served;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.upgrade.report.picture.Tag;
import java.util.List;

/** What was decided, by which gate, and about which files. */
final class DecisionHeader {
  private static final int DIGITS = 12;

  private DecisionHeader() {}

  static Tag of(Report report) {
    Decision decision = report.conclusion().decision();
    Tag card =
        Tag.of("div", "decision " + kind(decision))
            .add(
                Tag.of("p", "verdict").add(Blocks.sign(kind(decision))).text(decision.name()),
                Tag.of("p", "reason").text(report.conclusion().reason()));
    DecidingGate.of(report).ifPresent(gate -> card.add(deciding(gate, decision)));
    return Tag.of("header")
        .add(
            Tag.of("p", "kind").text("Upgrade report"),
            Tag.of("h1").text(report.model()),
            card,
            tally(report),
            facts(report));
  }

  private static Tag deciding(DecidingGate gate, Decision decision) {
    Tag what =
        Tag.of("p", "what")
            .text(decision == Decision.PROMOTE ? "The closest call" : "The gate that decided");
    if (decision == Decision.PROMOTE) {
      what.text(": ").add(Tag.of("span").text(Decisions.inWords(gate.suite(), gate.result())));
    }
    Tag block = Tag.of("div", "deciding").add(what.text(basis(gate.result())));

    GatePicture.of(gate.result())
        .ifPresent(picture -> block.add(picture.drawn(), GatePicture.axis(picture)));
    return block;
  }

  private static String basis(GateResult gate) {
    GateWords words = new GateWords(gate);
    return words
        .measured()
        .map(
            measured ->
                " (%s; %s samples, %s)"
                    .formatted(words.limit(), Numbers.count(measured.samples()), measured.method()))
        .orElse(" (" + words.limit() + ")");
  }

  private static Tag tally(Report report) {
    List<GateResult> gates =
        report.suites().stream().flatMap(suite -> suite.gates().stream()).toList();
    Tag list = Tag.of("p", "tally").text(gates.size() + " gates: ");
    for (String kind : List.of("passed", "failed", "inconclusive", "none")) {
      long count = gates.stream().filter(g -> Blocks.kind(g.verdict()).equals(kind)).count();
      if (count > 0) {
        String word = kind.equals("none") ? "not applicable" : kind;
        list.add(Tag.of("span", "badge " + kind).add(Blocks.sign(kind)).text(count + " " + word));
      }
    }
    return list;
  }

  private static Tag facts(Report report) {
    Tag list = Tag.of("dl", "facts");
    fact(list, "judged", "the " + report.judged().label() + " model");
    report.models().forEach((role, version) -> served(list, role.label(), version));
    fact(list, "policy", "sha256 " + digits(report.policy().sha256()));
    report.delivered().ifPresent(earlier -> fact(list, "as delivered", inWords(earlier)));
    return list;
  }

  private static String inWords(Conclusion earlier) {
    return earlier.decision() + ": " + earlier.reason();
  }

  private static void served(Tag list, String name, Served served) {
    fact(list, name, served.version() + " · sha256 " + digits(served.digest().sha256()));
  }

  private static void fact(Tag list, String name, String value) {
    list.add(Tag.of("div").add(Tag.of("dt").text(name), Tag.of("dd").text(value)));
  }

  private static String digits(String sha256) {
    return sha256.substring(0, Math.min(DIGITS, sha256.length()));
  }

  private static String kind(Decision decision) {
    return switch (decision) {
      case PROMOTE -> "passed";
      case REJECT -> "failed";
      case INCONCLUSIVE -> "inconclusive";
    };
  }
}
