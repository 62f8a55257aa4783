/** The way of one upgrade: its states, the pure step from one to the next, and the runner. */
@NullMarked
package dev.bckd.upgrade;

import org.jspecify.annotations.NullMarked;
