package dev.bckd.distillation;

import dev.bckd.distillation.recipe.Recipe;

/**
 * One student that was looked at, on the rows that decide.
 *
 * @param recipe how it was trained
 * @param interpolation where it stands on the line from the incoming model, 0, to the trained
 *     student, 1
 * @param standing how it does
 * @param qualifies whether it is not inferior to the bar
 * @param chosen whether it is the student
 */
public record FrontPoint(
    Recipe recipe, double interpolation, Standing standing, boolean qualifies, boolean chosen) {}
