package dev.bckd.upgrade.report;

import dev.bckd.distillation.EpochLoss;
import dev.bckd.distillation.FrontPoint;
import dev.bckd.distillation.OtherTraining;
import dev.bckd.distillation.Standing;
import dev.bckd.distillation.Training;
import dev.bckd.evaluation.BrokenBehaviour;
import dev.bckd.evaluation.BrokenRow;
import dev.bckd.evaluation.CalibrationCurve;
import dev.bckd.evaluation.Flip;
import dev.bckd.evaluation.FlipTable;
import dev.bckd.evaluation.Flips;
import dev.bckd.evaluation.SuitePicture;
import dev.bckd.gates.Decisions;
import dev.bckd.gates.Floor;
import dev.bckd.gates.GateResult;
import dev.bckd.gates.MetricValues;
import dev.bckd.gates.Rule;
import dev.bckd.gates.SuiteJudgement;
import dev.bckd.model.Digest;
import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.policy.Limit;
import dev.bckd.policy.Severity;
import dev.bckd.stats.Estimate;
import dev.bckd.stats.Interval;
import dev.bckd.stats.RateCounts;
import dev.bckd.upgrade.Report;
import dev.bckd.upgrade.Served;
import dev.bckd.verdict.Measurement;
import dev.bckd.verdict.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Reports to be written: every kind of verdict, every kind of limit, and names that do harm. */
final class Reports {
  /** What a name may try in HTML, XML, Markdown and a terminal. */
  static final String HOSTILE =
      "\"'><script>alert(1)</script><img src=x"
          + " onerror=alert(2)>&amp;]]>-->\u0000\u001b[31m\u202e\ud800 | `x` @octocat #1"
          + " [x](http://evil.example) www.evil.example\n"
          + "## heading";

  static final GateResult FAILED =
      gate(
          "negative-flip-rate",
          new Limit.AtMost(0.035),
          new Verdict.Failed(of(0.0749, 0.005, 0.035)));
  static final GateResult PASSED =
      gate(
          "accuracy",
          new Limit.NoWorseThan(Role.TEACHER, 0.01),
          new Verdict.Passed(of(0.002, 0.003, -0.01)));
  static final GateResult CLOSE =
      gate("auc", new Limit.AtLeast(0.7), new Verdict.Passed(of(0.7041, 0.004, 0.7)));
  static final GateResult INCONCLUSIVE =
      gate(
          "auc",
          new Limit.Between(0.7, 0.9),
          new Verdict.Inconclusive(
              Optional.of(of(0.701, 0.004, 0.7)), "the interval lies on both sides of the limit"));
  static final GateResult TOO_FEW =
      gate(
          "accuracy",
          new Limit.AtLeast(0.7),
          new Verdict.Inconclusive(Optional.empty(), "has no samples"));
  static final GateResult NOT_APPLICABLE =
      gate(
          "auc",
          new Limit.NoWorseThan(Role.INCOMING, 0),
          new Verdict.NotApplicable("the model judged is the incoming model itself"));

  private Reports() {}

  static Report rejected() {
    return of(
        "shop-ranker",
        List.of(
            suite(
                "old-tasks",
                "tail items",
                INCONCLUSIVE,
                FAILED,
                PASSED,
                TOO_FEW,
                warning(FAILED),
                NOT_APPLICABLE),
            suite("new-tasks", "new items", PASSED)));
  }

  /** The rejected one, of a policy that shows no rows. */
  static Report withoutRows() {
    List<SuiteJudgement> suites =
        rejected().suites().stream()
            .map(
                suite ->
                    suite.with(
                        new SuitePicture(
                            suite.picture().flips(),
                            suite.picture().calibration(),
                            List.of(),
                            List.of(),
                            false)))
            .toList();
    return of("shop-ranker", suites);
  }

  static Report promoted() {
    return of(
        "shop-ranker",
        List.of(suite("old-tasks", "tail items", PASSED, CLOSE, warning(INCONCLUSIVE))));
  }

  static Report undecided() {
    return of("shop-ranker", List.of(suite("old-tasks", "tail items", PASSED, INCONCLUSIVE)));
  }

  /** No gate could be applied, so that nothing failed and nothing passed. */
  static Report withoutAnApplicableGate() {
    return of(
        "shop-ranker", List.of(suite("old-tasks", "tail items", NOT_APPLICABLE, warning(PASSED))));
  }

  /** Every text that comes from outside is hostile. */
  static Report hostile() {
    GateResult slice =
        new GateResult(
            PASSED.gate(), Optional.of(HOSTILE), Role.STUDENT, PASSED.rule(), PASSED.verdict());
    GateResult undecided =
        gate(HOSTILE, new Limit.AtMost(0.1), new Verdict.Inconclusive(Optional.empty(), HOSTILE));
    return of(HOSTILE, List.of(suite(HOSTILE, HOSTILE, slice, undecided, FAILED, NOT_APPLICABLE)));
  }

  /** So many suites with long names that no comment holds them. */
  static Report large() {
    return of(
        "m".repeat(5_000),
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    suite(
                        "suite " + i + " " + "s".repeat(500),
                        "slice",
                        FAILED,
                        INCONCLUSIVE,
                        PASSED))
            .toList());
  }

  /** A report on the student of a model with a name. */
  static Report of(String model, List<SuiteJudgement> suites) {
    return new Report(
        model,
        Decisions.of(suites),
        Role.STUDENT,
        digest("policy"),
        Map.of(
            Role.TEACHER,
            served("41"),
            Role.INCOMING,
            served(model),
            Role.STUDENT,
            served("42-bckd.1")),
        Optional.empty(),
        suites,
        Optional.of(training(model)));
  }

  static SuiteJudgement suite(String name, String slice, GateResult... gates) {
    List<MetricValues> metrics = new ArrayList<>();
    for (String metric : List.of("negative-flip-rate", "accuracy", "auc", "churn")) {
      metrics.add(metric(metric, Optional.empty(), 14_068));
      metrics.add(metric(metric, Optional.of(slice), 3_450));
    }
    return new SuiteJudgement(name, 14_068, metrics, List.of(gates)).with(picture(slice));
  }

  private static MetricValues metric(String name, Optional<String> slice, long samples) {
    return new MetricValues(
        name,
        slice,
        samples,
        Map.of(Role.TEACHER, 0.716, Role.INCOMING, 0.7066, Role.STUDENT, 0.7178),
        Map.of(Role.STUDENT, new Interval(0.7178, 0.7101, 0.7253)));
  }

  private static SuitePicture picture(String text) {
    FlipTable table = new FlipTable(9_869, 203, 229, 3_767);
    List<CalibrationCurve.Bin> bins =
        IntStream.range(0, 15)
            .mapToObj(i -> new CalibrationCurve.Bin(0.5 + i / 30.0, 0.48 + i / 31.0, 938))
            .toList();
    Flip flip =
        new Flip(
            13_621,
            Optional.of(text),
            OptionalInt.of(0),
            new Flip.Answer(0, OptionalDouble.of(0.674)),
            new Flip.Answer(1, OptionalDouble.of(0.793)),
            Map.of(text, text, "a column with quite a long name", "x".repeat(300)));
    Flip request =
        new Flip(
            7,
            Optional.empty(),
            OptionalInt.empty(),
            new Flip.Answer(3, OptionalDouble.empty()),
            new Flip.Answer(57, OptionalDouble.empty()),
            Map.of());
    return new SuitePicture(
        List.of(
            new Flips(Optional.empty(), Role.INCOMING, table),
            new Flips(Optional.empty(), Role.STUDENT, table, Optional.of(0.2284)),
            new Flips(Optional.of(text), Role.STUDENT, table)),
        Map.of(Role.TEACHER, new CalibrationCurve(bins), Role.STUDENT, new CalibrationCurve(bins)),
        List.of(flip, request),
        List.of(broken(text)),
        true);
  }

  private static BrokenBehaviour broken(String text) {
    Flip.Answer before = new Flip.Answer(1, OptionalDouble.of(0.801));
    Flip.Answer after = new Flip.Answer(0, OptionalDouble.of(0.622));
    return new BrokenBehaviour(
        "invariance '" + text + "'",
        List.of("currency = '" + text + "'"),
        List.of(
            new BrokenRow(
                41,
                Optional.of(text),
                OptionalInt.of(1),
                Optional.of(before),
                after,
                Map.of("currency", text)),
            new BrokenRow(
                2, Optional.empty(), OptionalInt.of(1), Optional.empty(), after, Map.of())));
  }

  private static Training training(String text) {
    List<EpochLoss> losses =
        IntStream.rangeClosed(1, 4)
            .mapToObj(epoch -> new EpochLoss(epoch, text, 0.7 / epoch, 1, 0.25))
            .toList();
    return new Training(
        text,
        4,
        41.2,
        916_000,
        "cpu",
        false,
        losses,
        List.of(
            new OtherTraining("control " + text, losses.subList(0, 2)),
            new OtherTraining("trial " + text, losses.subList(0, 3))),
        List.of(
            point(text, 0.03, false, false),
            point(text, 0.02, true, false),
            point("weak " + text, 0.04, false, true)),
        List.of("2 of 10 rows hold ids of " + text));
  }

  private static FrontPoint point(
      String recipe, double flips, boolean chosen, boolean stoppedEarly) {
    Estimate rate = estimate(flips);
    return new FrontPoint(
        recipe,
        0.8,
        0.5,
        new Standing(
            rate,
            List.of(new Standing.Difference("old", "accuracy", rate)),
            0.55,
            0.02,
            List.of(
                new Standing.Quality("old", "accuracy", estimate(0.7 + flips)),
                new Standing.Quality("old", "log-loss", estimate(0.55)),
                new Standing.Quality("old", "expected-calibration-error", estimate(0.02)))),
        chosen,
        chosen,
        stoppedEarly);
  }

  private static Estimate estimate(double value) {
    return new Estimate(new Interval(value, value - 0.005, value + 0.005), "wilson");
  }

  static GateResult warning(GateResult gate) {
    GateSpec spec = gate.gate();
    return new GateResult(
        new GateSpec(spec.metric(), spec.limit(), spec.slices(), Severity.WARNING, spec.where()),
        gate.slice(),
        gate.judged(),
        gate.rule(),
        gate.verdict());
  }

  private static GateResult gate(String metric, Limit limit, Verdict verdict) {
    return new GateResult(
        new GateSpec(metric, limit, List.of(), Severity.BLOCKING, "old-tasks.yaml:9:7"),
        Optional.empty(),
        Role.STUDENT,
        new Rule(new Floor(0), 0.95, 0),
        verdict);
  }

  private static Measurement of(double value, double halfWidth, double limit) {
    return new Measurement(
        new Interval(value, value - halfWidth, value + halfWidth),
        limit,
        14_068,
        new RateCounts("wilson", 1, 2));
  }

  private static Served served(String version) {
    return new Served(version, URI.create("file:///model.pt"), digest(version));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
