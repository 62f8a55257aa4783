/**
 * What a training minimises and how it steps, as parameters: losses, targets, filters, schedules.
 */
@NullMarked
package dev.bckd.distillation.recipe;

import org.jspecify.annotations.NullMarked;
