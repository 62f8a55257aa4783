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
 */
public record GateResult(
    GateSpec gate, Optional<String> slice, Role judged, Rule rule, Verdict verdict) {}
