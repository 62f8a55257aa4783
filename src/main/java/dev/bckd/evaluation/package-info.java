/** Suites at work: what each model answered, metrics over the answers, slices. */
@NullMarked
package dev.bckd.evaluation;

import org.jspecify.annotations.NullMarked;
