/** Judges of offline evidence: one class per kind of limit, over any metric. */
@NullMarked
package dev.bckd.gates;

import org.jspecify.annotations.NullMarked;
