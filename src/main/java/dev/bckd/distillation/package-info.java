/** Losses and recipes as parameters, and the port that turns an incoming model into a student. */
@NullMarked
package dev.bckd.distillation;

import org.jspecify.annotations.NullMarked;
