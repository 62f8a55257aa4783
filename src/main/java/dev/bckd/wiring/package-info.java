/** The parts that work on models, put together by constructor. */
@NullMarked
package dev.bckd.wiring;

import org.jspecify.annotations.NullMarked;
