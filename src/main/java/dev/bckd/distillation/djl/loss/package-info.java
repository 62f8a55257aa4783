/** The formulas of the losses, their targets and their filters, on tensors. */
@NullMarked
package dev.bckd.distillation.djl.loss;

import org.jspecify.annotations.NullMarked;
