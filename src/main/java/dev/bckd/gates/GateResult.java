package dev.bckd.gates;

import dev.bckd.model.Role;
import dev.bckd.policy.GateSpec;
import dev.bckd.verdict.Verdict;
import java.util.Optional;

/**
 * One verdict of one gate.
 *
 * @param gate the limit that was judged
 * @param slice the slice judged; empty: the whole suite
 * @param judged whose answers were judged
 * @param rule what turned the evidence into the verdict
 * @param verdict the conclusion
 * @param adjustedPValue Holm's, of keeping the limit, among the slices of one gate; empty where
 *     there is one part only, or nothing was measured
 */
public record GateResult(
    GateSpec gate,
    Optional<String> slice,
    Role judged,
    Rule rule,
    Verdict verdict,
    Optional<Double> adjustedPValue) {

  /** One that stands alone. */
  public GateResult(
      GateSpec gate, Optional<String> slice, Role judged, Rule rule, Verdict verdict) {
    this(gate, slice, judged, rule, verdict, Optional.empty());
  }

  /** The same as one of several slices. */
  GateResult adjusted(double pValue) {
    return new GateResult(gate, slice, judged, rule, verdict, Optional.of(pValue));
  }

  /**
   * Whether a FAILED slice can be called a finding among all the slices of its gate: the limit is
   * broken there beyond what the worst of so many would show by chance.
   */
  public boolean finding() {
    return verdict instanceof Verdict.Failed
        && adjustedPValue.filter(p -> p <= (1 - rule.confidence()) / 2).isPresent();
  }
}
