/** Prometheus meters; the interfaces they implement belong to the features. */
@NullMarked
package dev.bckd.metrics;

import org.jspecify.annotations.NullMarked;
