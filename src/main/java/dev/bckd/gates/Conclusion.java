package dev.bckd.gates;

/**
 * What all gates together say, and why.
 *
 * @param decision the decision
 * @param reason one line: the gate that decided, in words
 */
public record Conclusion(Decision decision, String reason) {}
