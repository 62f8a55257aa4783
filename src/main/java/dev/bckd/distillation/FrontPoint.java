package dev.bckd.distillation;

/**
 * One student that was looked at, on the rows that decide.
 *
 * @param recipe how it was trained, in words, and whether the line is that from the teacher
 * @param alpha share of the divergences in the sum of the terms' weights, in [0, 1]
 * @param interpolation where it stands on the line from the incoming model, or the teacher, 0, to
 *     the trained student, 1
 * @param standing how it does
 * @param qualifies whether it keeps the bar
 * @param chosen whether it is the student
 * @param stoppedEarly whether its training was stopped before its end, as one of the weakest or
 *     because the time was spent; false where an older version looked
 */
public record FrontPoint(
    String recipe,
    double alpha,
    double interpolation,
    Standing standing,
    boolean qualifies,
    boolean chosen,
    boolean stoppedEarly) {}
