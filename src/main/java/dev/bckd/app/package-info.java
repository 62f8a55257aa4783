/** Wires the service: producers, loops, health, start and stop. */
@NullMarked
package dev.bckd.app;

import org.jspecify.annotations.NullMarked;
