/** Distillation with PyTorch through DJL: the formulas of the losses, the optimiser, the loop. */
@NullMarked
package dev.bckd.distillation.djl;

import org.jspecify.annotations.NullMarked;
