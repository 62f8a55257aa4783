package dev.bckd.upgrade.report.page;

import dev.bckd.gates.Floor;
import dev.bckd.gates.GateResult;
import dev.bckd.policy.Limit;
import dev.bckd.upgrade.report.picture.LimitLine;
import dev.bckd.upgrade.report.picture.Numbers;
import dev.bckd.verdict.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * What a gate asked and what it concluded, for people.
 *
 * @param result of the gate
 */
public record GateWords(GateResult result) {
  /** Where the gate looked: a slice, or the whole suite. */
  public String where() {
    return result.slice().orElse("whole suite");
  }

  /** The limit, such as {@code at most 0.06}. */
  public String limit() {
    return result
        .gate()
        .limit()
        .fold(
            atMost -> "at most " + Numbers.limit(atMost.max()),
            atLeast -> "at least " + Numbers.limit(atLeast.min()),
            between ->
                "from %s to %s"
                    .formatted(Numbers.limit(between.min()), Numbers.limit(between.max())),
            (Limit.NoWorseThan other) ->
                "%s worse than the %s"
                    .formatted(
                        other.margin() == 0 ? "not" : "at most " + Numbers.limit(other.margin()),
                        other.reference().label()));
  }

  /** The value, signed where it is a difference. */
  public Optional<String> estimate() {
    return measured()
        .map(
            measured ->
                isDifference()
                    ? Numbers.signed(measured.interval().estimate())
                    : Numbers.four(measured.interval().estimate()));
  }

  /** The ends of the interval. */
  public Optional<String> ends() {
    return measured().map(measured -> Numbers.ends(measured.interval()));
  }

  /** What was measured, where something was. */
  public Optional<Measurement> measured() {
    return result.verdict().measurement();
  }

  /** Why the verdict is what it is. */
  public String reason() {
    return result
        .verdict()
        .fold(
            passed -> "the whole interval keeps the limit",
            failed -> "the whole interval breaks the limit",
            inconclusive -> inconclusive.reason(),
            notApplicable -> notApplicable.reason());
  }

  /** Whether the value is the judged model's minus another's. */
  public boolean isDifference() {
    return result.gate().limit().fold(most -> false, least -> false, both -> false, other -> true);
  }

  /** The limits on the axis of what was measured. */
  public List<LimitLine> lines() {
    return result
        .gate()
        .limit()
        .fold(
            atMost -> List.of(below(atMost.max())),
            atLeast -> List.of(above(atLeast.min())),
            between -> List.of(above(between.min()), below(between.max())),
            noWorse -> measured().map(this::margin).map(List::of).orElse(List.of()));
  }

  private LimitLine margin(Measurement measured) {
    return result.rule().bound() instanceof Floor
        ? above(measured.limit())
        : below(measured.limit());
  }

  private static LimitLine below(double limit) {
    return new LimitLine(limit, LimitLine.Side.BELOW);
  }

  private static LimitLine above(double limit) {
    return new LimitLine(limit, LimitLine.Side.ABOVE);
  }
}
