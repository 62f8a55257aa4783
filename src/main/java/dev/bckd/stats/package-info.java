/** Intervals and tests, each with its source. Pure functions of counts and numbers. */
@NullMarked
package dev.bckd.stats;

import org.jspecify.annotations.NullMarked;
