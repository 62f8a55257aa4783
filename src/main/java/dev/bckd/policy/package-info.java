/**
 * Policies and suites as records, and the port that finds them. The files are read by an adapter.
 */
@NullMarked
package dev.bckd.policy;

import org.jspecify.annotations.NullMarked;
